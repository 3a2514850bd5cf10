import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isObject, type JsonObject } from './json.ts';
import {
  ADDED_FIELDS,
  CORRECTED_FIELDS,
  type OverlayField,
  type SchemaDocument,
} from './slack-schema-overlay.ts';

/** Says what is wrong with a value, one line a fault. */
export type Validator = (value: unknown) => readonly string[];

/** The schemas as they are generated from the SDK's types, by document. */
export function officialSchemas(): JsonObject {
  const file = new URL('./slack-schemas.generated.json', import.meta.url);
  const schemas: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(schemas)) throw new Error(`${file.pathname} is no object`);
  return schemas;
}

/** A definition of the official schemas. */
export function officialDefinition(
  schemas: JsonObject,
  { document, definition }: Pick<OverlayField, 'document' | 'definition'>,
): JsonObject {
  return objectAt(schemas, document, 'definitions', definition);
}

function objectAt(value: JsonObject, ...path: readonly string[]): JsonObject {
  let found = value;
  for (const key of path) {
    const inner = found[key];
    if (!isObject(inner)) throw new Error(`the schemas have no ${path.join('.')}`);
    found = inner;
  }
  return found;
}

export type Validators = Readonly<Record<SchemaDocument, Validator>>;

let compiled: Validators | undefined;

/** The official schemas with what exports have beside them, ready to judge values. */
export function slackValidators(): Validators {
  // Compiling takes a fifth of a second, too long for a test of many small archives.
  compiled ??= compile();
  return compiled;
}

function compile(): Validators {
  const schemas = structuredClone(officialSchemas());
  for (const field of [...ADDED_FIELDS, ...CORRECTED_FIELDS]) putField(schemas, field);
  const ajv = new Ajv({ allErrors: true, discriminator: true, allowUnionTypes: true });
  const documents = ['block', 'user', 'conversation', 'message'] as const;
  for (const name of documents) {
    ajv.addSchema({ ...byType(objectAt(schemas, name), objectAt(schemas, name)), $id: name });
  }
  const validator = (name: SchemaDocument): Validator => {
    const validate = ajv.getSchema(name);
    if (validate === undefined) throw new Error(`no schema ${name}`);
    return (value) => faultsOf(validate, value);
  };
  return {
    user: validator('user'),
    conversation: validator('conversation'),
    message: validator('message'),
    block: validator('block'),
  };
}

function putField(
  schemas: JsonObject,
  { document, definition, field, schema }: OverlayField,
): void {
  const definitions = objectAt(schemas, document, 'definitions');
  const target = objectAt(definitions, definition);
  const changed =
    field === '*'
      ? schema
      : { ...target, properties: { ...propertiesOf(target), [field]: schema } };
  Object.assign(definitions, { [definition]: changed });
}

function propertiesOf(definition: JsonObject): JsonObject {
  return isObject(definition['properties']) ? definition['properties'] : {};
}

/**
 * Rewrites a choice between objects that each name their `type` so that the named one is judged alone;
 * otherwise one misspelt field of a rich text yields the faults of every other element.
 */
function byType(schema: JsonObject, document: JsonObject): JsonObject {
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite);
    return isObject(value) ? byType(value, document) : value;
  };
  const entries = Object.entries(schema).map(([key, value]) => [key, rewrite(value)] as const);
  const rewritten: JsonObject = Object.fromEntries(entries);
  const { anyOf, ...rest } = rewritten;
  if (!Array.isArray(anyOf) || !anyOf.every((choice) => namesItsType(choice, document))) {
    return rewritten;
  }
  return {
    ...rest,
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: anyOf,
  };
}

function namesItsType(choice: unknown, document: JsonObject): boolean {
  if (!isObject(choice) || typeof choice['$ref'] !== 'string') return false;
  const name = decodeURIComponent(choice['$ref'].replace('#/definitions/', ''));
  const { type } = propertiesOf(objectAt(document, 'definitions', name));
  return isObject(type) && typeof type['const'] === 'string';
}

function faultsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath || '/'} ${error.message ?? error.keyword}${detailOf(error)}`,
  );
}

function detailOf({ params }: ErrorObject): string {
  const detail: unknown =
    params['additionalProperty'] ?? params['allowedValues'] ?? params['tagValue'];
  return detail === undefined ? '' : ` (${JSON.stringify(detail)})`;
}
