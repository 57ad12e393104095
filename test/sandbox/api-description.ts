import { Ajv } from 'ajv';
import { type DescriptionName, readDescription } from '../fixtures/api/descriptions';

/**
 * Sids that Twilio's own examples leave empty, against the pattern beside them.
 * A test holds this list to those examples.
 */
const EMPTY_SIDS: readonly string[] = ['voice_application_sid', 'sms_application_sid'];

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

export interface ResponseExample {
  readonly name: string;
  readonly target: string;
  readonly method: string;
  readonly body: unknown;
}

/** How an answer is held to its description. */
export interface Strictness {
  /** Whether every described property must be there: nothing is `required` in the description. */
  readonly isComplete: boolean;
}

interface Operation {
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly content?: {
          readonly 'application/json': {
            readonly schema: JsonObject;
            readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
          };
        };
      }
    >
  >;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>> };
}

/** Twilio's description of one of its APIs. */
export class ApiDescription {
  readonly #description: Description;

  constructor(name: DescriptionName) {
    this.#description = readDescription<Description>(name);
  }

  /** Returns what is wrong with an answer to a request; empty = it is as described. */
  listProblems(
    {
      method,
      target,
      status,
      body,
    }: { method: string; target: string; status: number; body: unknown },
    strictness: Strictness = { isComplete: true },
  ): string[] {
    const content = this.#findOperation(method, target)?.responses[status]?.content;
    const schema = content?.['application/json'].schema;
    if (schema === undefined) return [`${method} ${target} ${status} is not described`];
    return this.#validate(schema, body, strictness);
  }

  /** Returns what is wrong with one resource of a described kind. */
  listResourceProblems(kind: string, body: unknown): string[] {
    return this.#validate({ $ref: `#/components/schemas/${kind}` }, body, { isComplete: true });
  }

  /** Returns the examples of answers with a body to requests below a path. */
  listExamples(prefix: string): ResponseExample[] {
    return Object.entries(this.#description.paths)
      .filter(([target]) => target.startsWith(prefix))
      .flatMap(([target, operations]) =>
        Object.entries(operations).flatMap(([method, operation]) =>
          Object.values((operation as Operation).responses ?? {}).flatMap(({ content }) =>
            Object.entries(content?.['application/json'].examples ?? {}).map(
              ([name, { value }]) => ({
                name,
                target,
                method,
                body: value,
              }),
            ),
          ),
        ),
      );
  }

  #findOperation(method: string, target: string): Operation | undefined {
    const [asked = ''] = target.split('?');
    const found = Object.entries(this.#description.paths).find(([template]) =>
      new RegExp(`^${template.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/.]+')}$`).test(asked),
    );
    return (found?.[1] as Record<string, Operation> | undefined)?.[method.toLowerCase()];
  }

  #validate(schema: JsonObject, body: unknown, strictness: Strictness): string[] {
    const { schemas } = this.#description.components;
    const expand = (node: Json): Json => toJsonSchema(node, schemas, strictness);
    const validate = new Ajv({ allErrors: true, strict: true }).compile(
      expand(schema) as Record<string, unknown>,
    );
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/**
 * Returns the JSON Schema of an OpenAPI schema: references in their place, `nullable` as a type, no
 * formats (Twilio's are its own), and objects closed, so that an invented property is found.
 */
function toJsonSchema(
  node: Json,
  schemas: Readonly<Record<string, JsonObject>>,
  strictness: Strictness,
): Json {
  const { $ref, type, nullable, pattern, items, properties, ...rest } = node as JsonObject;
  if (typeof $ref === 'string') {
    const target = schemas[$ref.split('/').at(-1) ?? ''];
    if (target === undefined) throw new Error(`the description has no ${$ref}`);
    return toJsonSchema(target, schemas, strictness);
  }
  const expand = (child: Json): Json => toJsonSchema(child, schemas, strictness);
  const isNullable = nullable === true;
  const { enum: values, minLength, maxLength } = rest;
  return {
    ...(type === undefined ? {} : { type: isNullable ? [type, 'null'] : type }),
    ...(Array.isArray(values) ? { enum: isNullable ? [...(values as Json[]), null] : values } : {}),
    ...(pattern === undefined ? {} : { pattern }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(items === undefined ? {} : { items: expand(items) }),
    ...(properties === undefined ? {} : closeObject(properties as JsonObject, expand, strictness)),
  };
}

function closeObject(
  properties: JsonObject,
  expand: (child: Json) => Json,
  { isComplete }: Strictness,
): JsonObject {
  const expanded = Object.entries(properties).map(([name, property]): [string, Json] => [
    name,
    EMPTY_SIDS.includes(name) ? { anyOf: [{ const: '' }, expand(property)] } : expand(property),
  ]);
  return {
    properties: Object.fromEntries(expanded),
    additionalProperties: false,
    ...(isComplete ? { required: Object.keys(properties) } : {}),
  };
}
