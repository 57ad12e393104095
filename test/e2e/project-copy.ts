import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../build/project';
import { runTool, type ToolRun } from '../../deploy/run-tool';

const RUN_LIMIT_MS = 400_000;

/** A copy of the project as somebody has it who keeps tenants of their own in src/assets. */
export class ProjectCopy {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'project-copy-'));

  /** The operator's shell. */
  env: Readonly<Record<string, string>> = {};

  constructor() {
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
      cwd: inProject(),
      encoding: 'utf8',
    });
    const isOwn = (file: string) => file.startsWith('src/assets/');
    for (const file of listed.split('\0').filter((name) => name !== '' && !isOwn(name))) {
      cpSync(inProject(file), path.join(this.folder, file));
    }
    symlinkSync(inProject('node_modules'), path.join(this.folder, 'node_modules'));
    // Rule tests ask git what belongs to the project.
    for (const words of [
      ['init', '-q'],
      ['add', '-A'],
    ]) {
      execFileSync('git', words, { cwd: this.folder });
    }
  }

  /** Makes these the tenants; undefined = there is no file. */
  setTenants(name: string | undefined, content: object = {}): void {
    const assets = path.join(this.folder, 'src', 'assets');
    rmSync(assets, { recursive: true, force: true });
    if (name === undefined) return;
    mkdirSync(assets);
    writeFileSync(path.join(assets, name), JSON.stringify(content));
  }

  /** Runs a script of package.json, as npm does. */
  runScript(name: string, ...words: string[]): Promise<ToolRun> {
    const { scripts } = JSON.parse(
      readFileSync(path.join(this.folder, 'package.json'), 'utf8'),
    ) as {
      scripts: Record<string, string>;
    };
    const [program, scriptFile = '', ...args] = scripts[name]?.split(' ') ?? [];
    if (program !== 'node') throw new Error(`the script ${name} runs ${program ?? 'nothing'}`);
    return this.#run(scriptFile, [...args, ...words]);
  }

  /** Runs the rule tests as `npm test` does. */
  runRuleTests(): Promise<ToolRun> {
    const flags = ['--ci', '--selectProjects', 'quick', '--testPathPatterns', 'test/rules/'];
    return this.#run('node_modules/jest/bin/jest.js', flags);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(scriptFile: string, args: readonly string[]): Promise<ToolRun> {
    const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
    return runTool({
      scriptFile: path.join(this.folder, scriptFile),
      args,
      folder: this.folder,
      env: { PATH, HOME, TMPDIR, ...this.env },
      limitMs: RUN_LIMIT_MS,
    });
  }
}
