import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateSlackSchemas } from '../../../../tools/slack-schemas.ts';
import {
  ADDED_FIELDS,
  CORRECTED_FIELDS,
  type OverlayField,
} from '../../../support/archive/slack-schema-overlay.ts';
import {
  officialDefinition,
  officialSchemas,
  slackValidators,
} from '../../../support/archive/slack-validator.ts';

function officialField(entry: OverlayField): unknown {
  const definition = officialDefinition(officialSchemas(), entry);
  if (entry.field === '*') return definition;
  return (definition['properties'] as Record<string, unknown>)[entry.field];
}

const nameOf = (entry: OverlayField) => [`${entry.definition}.${entry.field}`, entry] as const;

describe('the schemas of Slack’s types', () => {
  // The compiler reads the types of the whole SDK.
  it('are those of the installed SDK (npm run generate:slack-schemas)', {
    timeout: 240_000,
  }, () => {
    const file = new URL('../../../support/archive/slack-schemas.generated.json', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(generateSlackSchemas());
  });

  it.each(ADDED_FIELDS.map(nameOf))('still lack %s', (_name, entry) => {
    expect(officialField(entry)).toBeUndefined();
  });

  it.each(CORRECTED_FIELDS.map(nameOf))('still type %s in another way', (_name, entry) => {
    expect(officialField(entry)).toBeDefined();
    expect(officialField(entry)).not.toEqual(entry.schema);
  });

  it('let no unknown field through, at any depth', () => {
    const { user, conversation, message, block } = slackValidators();
    expect(user({ profile: { image_72: '' } })).toEqual([]);
    expect(user({ profile: { image_73: '' } })).toEqual([
      '/profile must NOT have additional properties ("image_73")',
    ]);
    expect(conversation({ topic: { valeu: '' } })).toHaveLength(1);
    expect(message({ reactions: [{ user: [] }] })).toHaveLength(1);
    expect(block({ type: 'rich_text', elements: [], element: [] })).toHaveLength(1);
  });
});
