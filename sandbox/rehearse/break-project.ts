import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Changes a staged copy of a project before a tool deploys it. */
export type Preparation = (stagedFolder: string) => Promise<void>;

/** Returns a preparation that sets one dependency of the package.json. */
export function setDependency(name: string, version: string): Preparation {
  return async (stagedFolder) => {
    const file = join(stagedFolder, 'package.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as {
      dependencies: Record<string, string>;
    };
    manifest.dependencies[name] = version;
    await writeFile(file, JSON.stringify(manifest, null, 2));
  };
}

/** Returns a preparation that asks Twilio for a runtime. */
export function setRuntime(name: string): Preparation {
  return async (stagedFolder) => {
    const file = join(stagedFolder, '.twilioserverlessrc');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/"runtime": "\w+"/, `"runtime": "${name}"`));
  };
}

/** Returns a preparation that adds or replaces one file. */
export function writeStagedFile(name: string, content: string | Buffer): Preparation {
  return async (stagedFolder) => {
    const file = join(stagedFolder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  };
}

/** Returns a preparation that deploys a build of another folder. */
export function stageBuild(builtFolder: string): Preparation {
  return async (stagedFolder) => {
    await cp(builtFolder, join(stagedFolder, 'dist'), { recursive: true });
    // The deploy tools insist on it, whatever is configured.
    await mkdir(join(stagedFolder, 'src'), { recursive: true });
  };
}

/** Returns a preparation that does several, one after the other. */
export function prepareAll(...preparations: readonly Preparation[]): Preparation {
  return async (stagedFolder) => {
    for (const prepare of preparations) await prepare(stagedFolder);
  };
}
