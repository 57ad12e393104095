import type { Check } from '../check';
import { fail, pass, skip } from '../result';

/** Checks that this is a Node.js on which the project and its deploy tools run. */
export const nodeVersion: Check = {
  id: 'node-version',
  run({ nodeVersion: running, manifest }) {
    const wanted = manifest?.engines?.node;
    if (wanted === undefined) return skip('package.json names no engines.node');
    if (isInRange(running, wanted)) return pass(`${running} is in ${wanted}`);
    return fail(`${running} is not in ${wanted}`, 'nvm install && nvm use');
  },
};

/** Understands what package.json uses: `^20.19.0 || ^22.12.0`. */
function isInRange(running: string, range: string): boolean {
  const own = parse(running);
  return range.split('||').some((part) => {
    const [major, minor, patch] = parse(part);
    if (own[0] !== major) return false;
    return own[1] > minor || (own[1] === minor && own[2] >= patch);
  });
}

function parse(text: string): [number, number, number] {
  const [, major, minor, patch] = /(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return [Number(major), Number(minor), Number(patch)];
}
