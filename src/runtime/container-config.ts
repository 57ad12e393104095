import { type Environment, readConfig, type ReadConfig } from '../config/config';

let last: { readonly texts: Environment; readonly read: ReadConfig } | undefined;

/**
 * Returns what the environment configures. Every call asks, so it is read again only after a
 * change.
 */
export function readContainerConfig(environment: Environment): ReadConfig {
  if (last === undefined || !hasSameTexts(environment, last.texts)) {
    const texts = keepTexts(environment);
    last = { texts, read: readConfig(texts) };
  }
  return last.read;
}

/** The runtime adds functions beside the variables, and they are new in every request. */
function keepTexts(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => typeof value === 'string'),
  );
}

function hasSameTexts(environment: Environment, texts: Environment): boolean {
  let count = 0;
  for (const name in environment) {
    const value = environment[name];
    if (typeof value !== 'string') continue;
    if (value !== texts[name]) return false;
    count += 1;
  }
  return count === Object.keys(texts).length;
}
