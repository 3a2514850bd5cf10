import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardFacts } from '../../../../src/mapping/plugins/cards.ts';
import { checklistsOf } from '../../../../src/mapping/plugins/checklists.ts';
import { freePath, pluginPath } from '../../../../src/mapping/plugins/file-names.ts';
import { cardProperties, propertyDefinitions } from '../../../../src/mapping/plugins/properties.ts';
import { viewFacts } from '../../../../src/mapping/plugins/views.ts';
import type { Json } from '../../../../src/model/model.ts';
import { aTeam } from '../../../support/builders/builders.ts';

const personName = (id: string): string => (id === 'u1' ? 'sato' : id);
const NOON = Date.UTC(2023, 1, 1, 12);

describe('a property of a card', () => {
  it.each<readonly [type: string, value: Json, shown: string]>([
    ['select', 'o1', '完了'],
    ['select', 'gone', 'gone'],
    ['multiSelect', ['o1', 'gone'], '完了, gone'],
    ['person', 'u1', 'sato'],
    ['multiPerson', ['u1', 'u2'], 'sato, u2'],
    ['date', `{"from":${NOON}}`, '2023-02-01'],
    ['date', String(NOON), '2023-02-01'],
    ['date', `{"from":${NOON},"includeTime":true}`, '2023-02-01 12:00 UTC'],
    ['date', 'tomorrow', 'tomorrow'],
    ['date', '{"from":1e300}', '{"from":1e300}'],
    ['checkbox', 'true', '✓'],
    ['checkbox', 'false', ''],
    ['createdTime', null, '2023-02-01 12:00 UTC'],
    ['createdBy', null, 'sato'],
    ['url', 'https://example.com/', 'https://example.com/'],
    ['hologram', { level: 3 }, '{"level":3}'],
    ['text', null, ''],
  ])('of the type %s with %j reads %s', (type, value, shown) => {
    const options = [{ id: 'o1', value: '完了' }];
    const definitions = propertyDefinitions({
      card_properties: [{ id: 'p', name: 'P', type, options }],
    });
    const card = { create_at: NOON, created_by: 'u1', fields: { properties: { p: value } } };
    const wanted = shown === '' ? [] : [{ id: 'p', name: 'P', type, value: shown }];
    expect(cardProperties(card, definitions, personName)).toEqual(wanted);
  });
});

describe('rows of plugins', () => {
  it('are read whatever JSON they hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (one, other) => {
        const [a, b] = [one as Json, other as Json];
        const definitions = propertyDefinitions({ card_properties: a, fields: b });
        const known = propertyDefinitions({ card_properties: [a, { id: b, options: a }] });
        const row = {
          id: a,
          title: b,
          type: 'text',
          create_at: a,
          fields: { properties: b, fileId: a },
        };
        const card = { ...row, fields: { properties: a, contentOrder: b } };
        expect(
          cardFacts({ card, blocks: [row] }, [...definitions, ...known], new Map(), personName) ??
            0,
        ).toBeDefined();
        expect(
          viewFacts({ fields: { sortOptions: a, filter: b, groupById: a } }, known),
        ).toBeDefined();
        expect(
          checklistsOf({ checklistsjson: [a, { title: a, items: [b, { state: a }] }] }, personName),
        ).toBeDefined();
      }),
    );
  });
});

describe('a name of a file', () => {
  const place = { team: aTeam({ name: 'tokyo' }), isPrivate: false };

  it('has no character that leads elsewhere, and never that of another', () => {
    const taken = new Set<string>();
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.boolean(),
        (title, id, isPrivate) => {
          const path = freePath(
            pluginPath({ kind: 'run', title, id }, { ...place, isPrivate }),
            taken,
          );
          expect(path).toMatch(
            isPrivate
              ? /^tokyo\/private\/run[\p{L}\p{M}\p{N}-]*\/run[\p{L}\p{M}\p{N}-]*$/u
              : /^tokyo\/run[\p{L}\p{M}\p{N}-]*$/u,
          );
          for (const part of path.split('/')) expect(Buffer.byteLength(part)).toBeLessThan(250);
        },
      ),
    );
  });
});
