import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';

/** Returns the flags of a deploy tool in one of the scripts of package.json. */
export function readScriptFlags(name: string): string[] {
  const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const words = scripts[name]?.split(' ') ?? [];
  const first = words.findIndex((word) => word.startsWith('--'));
  if (first === -1) throw new Error(`package.json has no script ${name} with flags`);
  return words.slice(first);
}
