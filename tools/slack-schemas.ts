import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

/** Where the official types of the things in an export are declared. */
const ROOT_TYPES = {
  user: { module: '@slack/web-api', file: 'types/response/UsersListResponse.d.ts', type: 'Member' },
  conversation: {
    module: '@slack/web-api',
    file: 'types/response/ConversationsListResponse.d.ts',
    type: 'Channel',
  },
  message: {
    module: '@slack/web-api',
    file: 'types/response/ConversationsHistoryResponse.d.ts',
    type: 'MessageElement',
  },
  block: { module: '@slack/types', file: 'block-kit/blocks.d.ts', type: 'KnownBlock' },
} as const;

interface Document {
  readonly $ref?: string | undefined;
  readonly definitions?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * JSON Schemas (draft 07) of users, conversations, messages and blocks as Slack's own SDK types them,
 * with no property allowed beyond those that the types name; one definition a line. The generator
 * brings its own TypeScript 5, because TypeScript 7 has no JavaScript interface.
 */
export function generateSlackSchemas(): string {
  const documents = Object.entries(ROOT_TYPES).map(([name, { module, file, type }]) => {
    const generator = createGenerator({
      path: declarationFile(module, file),
      additionalProperties: false,
      expose: 'all',
      jsDoc: 'none',
      skipTypeCheck: true,
    });
    return `${JSON.stringify(name)}: ${formatDocument(generator.createSchema(type))}`;
  });
  return `{\n${documents.join(',\n')}\n}\n`;
}

function declarationFile(module: string, file: string): string {
  return fileURLToPath(new URL(file, import.meta.resolve(module)));
}

function formatDocument({ $ref, definitions }: Document): string {
  const lines = Object.entries(definitions ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, definition]) => `${JSON.stringify(name)}: ${JSON.stringify(definition)}`);
  return `{"$ref": ${JSON.stringify($ref)}, "definitions": {\n${lines.join(',\n')}\n}}`;
}
