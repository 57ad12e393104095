import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TwilioApi } from '../twilio/serverless/twilio-api';
import { readFiles } from './staged-project';

/** The environment variables of a deploy tool, and a home folder of its own. */
export interface ToolEnvironment {
  readonly env: Readonly<Record<string, string>>;
  readonly homeFolder: string;
  /** The Twilio CLI's data folder, in which plugins are declared. */
  readonly dataFolder: string;
  /** Returns the files that tools left in the home folder. */
  listHomeFiles(): Promise<string[]>;
  remove(): Promise<void>;
}

/** Builds an environment in which every connection goes to the stand-in and every file to a temporary folder. */
export async function buildToolEnvironment(api: TwilioApi): Promise<ToolEnvironment> {
  const homeFolder = await mkdtemp(join(tmpdir(), 'deploy-tool-home-'));
  const folderOf = async (name: string): Promise<string> => {
    const folder = join(homeFolder, name);
    await mkdir(folder);
    return folder;
  };
  const dataFolder = await folderOf('twilio-data');
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: homeFolder,
    XDG_CONFIG_HOME: await folderOf('config'),
    XDG_CACHE_HOME: await folderOf('cache'),
    XDG_DATA_HOME: await folderOf('data'),
    TWILIO_DATA_DIR: dataFolder,
    TWILIO_CONFIG_DIR: await folderOf('twilio-config'),
    TWILIO_CACHE_DIR: await folderOf('twilio-cache'),
    // Without these two the CLI starts detached processes that look for a newer version of it, one of them
    // by running itself again.
    TWILIO_DISABLE_AUTOUPDATE: '1',
    TWILIO_SKIP_NEW_VERSION_CHECK: 'true',
    HTTP_PROXY: api.proxyUrl,
    HTTPS_PROXY: api.proxyUrl,
    NODE_EXTRA_CA_CERTS: api.caCertificateFile,
    CI: 'true',
    FORCE_COLOR: '0',
  };
  return {
    env,
    homeFolder,
    dataFolder,
    listHomeFiles: async () => [...(await readFiles(homeFolder)).keys()],
    remove: () => rm(homeFolder, { recursive: true, force: true }),
  };
}
