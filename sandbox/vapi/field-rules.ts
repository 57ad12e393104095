export type Fields = Readonly<Record<string, unknown>>;

/** Returns whether a value is an object that is no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a message for each key that Vapi does not know. @param name Where the object stands */
export function checkKeys(value: Fields, known: object, name: string): string[] {
  return Object.keys(value)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => `${name}.property ${key} should not exist`);
}

/** Returns a message where a value is there and of another type. */
export function checkIs(value: unknown, type: 'string' | 'boolean', name: string): string[] {
  return value === undefined || typeof value === type ? [] : [`${name} must be a ${type}`];
}

/** Returns a message where a value is there and no number within these. */
export function checkWithin(value: unknown, least: number, max: number, name: string): string[] {
  if (value === undefined) return [];
  const isWithin = typeof value === 'number' && value >= least && value <= max;
  return isWithin ? [] : [`${name} must be between ${least} and ${max}`];
}
