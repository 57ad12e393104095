import type { CommandInput } from './command';

/** Returns a command line to show to people; options without a value are left out, lists repeated. */
export function buildCommandLine(script: string, options: CommandInput['values']): string {
  const words = Object.entries(options)
    .flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one] as const))
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? `--${name}` : `--${name} ${quote(String(value))}`));
  const [name, ...rest] = script.split(' ');
  const tail = [...rest, ...words];
  return ['npm run', name, ...(tail.length === 0 ? [] : ['--', ...tail])].join(' ');
}

/** Quoted for a POSIX shell. */
const quote = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
