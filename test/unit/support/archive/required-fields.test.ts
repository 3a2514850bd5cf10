import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../support/archive/json.ts';
import {
  kindsOfMessage,
  missingFields,
  REQUIRED_FIELDS,
  type RequiredKind,
} from '../../../support/archive/required-fields.ts';
import { notEmpty } from '../../../support/not-empty.ts';

const KINDS = Object.keys(REQUIRED_FIELDS) as RequiredKind[];

/** A thing with a value at each path, `list[].user` as one element of a list. */
function thingWith(paths: readonly string[]): JsonObject {
  const thing: Record<string, unknown> = {};
  // Outer fields first, so that an inner one goes into them.
  for (const path of [...paths].sort((a, b) => a.length - b.length)) {
    const [step = '', ...rest] = path.split('.');
    const key = step.replace('[]', '');
    const inner = thing[key];
    const old = Array.isArray(inner) ? inner[0] : inner;
    const fields = { ...(typeof old === 'object' ? old : {}), ...thingWith(rest) };
    thing[key] = rest.length === 0 ? 'x' : step === key ? fields : [fields];
  }
  return thing;
}

describe.each(KINDS)('a %s', (kind) => {
  const paths = REQUIRED_FIELDS[kind];

  it('with every field lacks none', () => {
    expect(missingFields(kind, thingWith(paths))).toEqual([]);
  });

  it.each(notEmpty(paths))('without %s lacks it', (path) => {
    const rest = paths.filter(
      (other) => other !== path && !other.startsWith(`${path}.`) && !other.startsWith(`${path}[]`),
    );
    expect(missingFields(kind, thingWith(rest))).toContain(path);
  });
});

const BASE = { type: 'message', ts: '1.000000', text: '' };

describe('the kinds of a message', () => {
  it.each([
    ['a plain message', {}, ['message', 'message of a user']],
    ['a bot’s', { subtype: 'bot_message' }, ['message', 'bot_message']],
    ['a reply', { thread_ts: '0.000001' }, ['message', 'message of a user', 'reply']],
    ['a root', { thread_ts: '1.000000' }, ['message', 'message of a user', 'thread root']],
    ['half a root', { replies: [] }, ['message', 'message of a user', 'thread root']],
    ['files', { files: [{}] }, ['message', 'message of a user', 'message with files']],
    ['a rename', { subtype: 'channel_name' }, ['message', 'message of a user', 'channel_name']],
    ['an archiving', { subtype: 'channel_archive' }, ['message', 'message of a user']],
    ['no kind', { subtype: 'constructor' }, ['message', 'message of a user']],
  ])('of %s are named', (_what, fields, kinds) => {
    expect(kindsOfMessage({ ...BASE, ...fields })).toEqual(kinds);
  });
});
