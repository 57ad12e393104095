import path from 'node:path';
import { build } from 'esbuild';
import { esbuildOptions } from '../build/functions';
import { makeScratchFolder } from './scratch-folder';

const folder = makeScratchFolder();

/** The built incoming-call with nothing of axios left out: what `build/slim-axios.ts` is measured by. */
export const wholeAxiosFile = path.join(folder, 'functions', 'incoming-call.protected.js');

export async function buildWithWholeAxios(): Promise<void> {
  await build({ ...esbuildOptions(folder), plugins: [] });
}
