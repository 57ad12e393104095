import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { inProject } from '../../build/project';
import { settings } from '../../src/config/settings';

/** Names that the runtime or Twilio's tools read, not our settings. */
const RUNTIME_NAMES = ['ACCOUNT_SID', 'AUTH_TOKEN'];

const example = readFileSync(inProject('.env.example'), 'utf8');
const reference = readFileSync(inProject('docs', 'reference.md'), 'utf8');
const known = [...Object.keys(settings), ...RUNTIME_NAMES].sort();

describe('.env.example', () => {
  it('lists exactly the settings that the code knows', () => {
    expect(Object.keys(parse(example)).sort()).toEqual(known);
  });

  it('describes each with description, format, required and default', () => {
    const blocks = example.split(/\n\n/).slice(1);

    expect(blocks).toHaveLength(known.length);
    for (const block of blocks) {
      expect(block).toMatch(/^# description: .+\n# format: .+\n# required: .+\n# default: .+/m);
    }
  });

  it('holds no value', () => {
    expect(Object.values(parse(example)).join('')).toBe('');
  });
});

describe('the table of the environment in docs/reference.md', () => {
  it('lists exactly the same settings', () => {
    const rows = [...reference.matchAll(/^\| `([A-Z][A-Z_]+)` +\|/gm)].map(([, name]) => name);

    expect(rows.sort()).toEqual(known);
  });
});
