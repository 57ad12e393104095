import axios from 'axios';
import type { PageFile } from '../../console/page-files';

const PATH = /^\/assets(\/[\w-]+(?:[./][\w-]+)*)$/;

/** Returns a sound file of our own assets, which the page may load from nowhere else. */
export async function fetchAudio(path: string, voiceUrl: string): Promise<PageFile | undefined> {
  const [, file] = PATH.exec(path) ?? [];
  if (file === undefined) return undefined;
  const { status, headers, data } = await axios.get<Buffer>(new URL(file, voiceUrl).href, {
    responseType: 'arraybuffer',
    proxy: false,
    maxRedirects: 0,
    validateStatus: () => true,
  });
  const type = String(headers['content-type'] ?? '');
  return status === 200 && type.startsWith('audio/') ? { type, body: data } : undefined;
}
