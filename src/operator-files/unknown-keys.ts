import { toJsonSchema } from '@valibot/to-json-schema';
import { tenantFileSchema } from '../tenants/schema';
import type { JsonPath } from './json-document';

/** A key that the schema does not know, and those that it knows in its place. */
export interface UnknownKey {
  readonly path: JsonPath;
  readonly key: string;
  readonly known: readonly string[];
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly const?: unknown;
}

/** Returns every key of a tenant file that the schema does not know: valibot stops at the first. */
export function listUnknownKeys(tenantFile: unknown): UnknownKey[] {
  const schema = toJsonSchema(tenantFileSchema, { errorMode: 'ignore', typeMode: 'input' });
  return listIn(tenantFile, [schema as Schema], []);
}

function listIn(value: unknown, schemas: readonly Schema[], path: JsonPath): UnknownKey[] {
  if (Array.isArray(value)) {
    const items = schemas.flatMap(listAlternatives).flatMap(({ items = [] }) => items);
    return value.flatMap((item, index) => listIn(item, items, [...path, index]));
  }
  if (typeof value !== 'object' || value === null) return [];
  const meant = schemas.flatMap(listAlternatives).filter((schema) => isMeant(schema, value));
  const isClosed = meant.length > 0 && meant.every(isClosedObject);
  const known = meant.flatMap(({ properties = {} }) => Object.keys(properties));
  return Object.entries(value).flatMap(([key, part]) => {
    const parts = meant.flatMap(({ properties = {} }) => properties[key] ?? []);
    if (parts.length === 0 && isClosed) return [{ path, key, known: [...new Set(known)] }];
    return listIn(part, parts, [...path, key]);
  });
}

function listAlternatives(schema: Schema): Schema[] {
  const { anyOf = [], oneOf = [], allOf = [], ...own } = schema;
  const others = [...anyOf, ...oneOf, ...allOf].flatMap(listAlternatives);
  return own.properties || own.items || others.length === 0 ? [own, ...others] : others;
}

const isClosedObject = ({ properties, additionalProperties }: Schema): boolean =>
  properties !== undefined && additionalProperties === false;

/** Of alternatives that name themselves, as steps of a fallback do, only the one that is named. */
function isMeant({ properties = {} }: Schema, value: object): boolean {
  return Object.entries(properties).every(
    ([key, part]) =>
      part.const === undefined ||
      !Object.hasOwn(value, key) ||
      part.const === (value as Record<string, unknown>)[key],
  );
}
