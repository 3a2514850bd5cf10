import { expect, it } from 'vitest';
import { checkArchive } from './check-archive.ts';
import { readArchive } from './read-archive.ts';
import { type TinyArchive, type TinyMessage, tinyArchive, zipOf } from './tiny-archive.ts';

/** What is done to a right archive, and a complaint that it must cause. */
export type Damage = readonly [
  what: string,
  damage: (tiny: TinyArchive) => unknown,
  complaint: RegExp,
];

/** One test a damage. */
export function expectComplaints(damages: readonly Damage[]): void {
  it.each(damages)('complains when %s', async (_what, damage, complaint) => {
    const tiny = tinyArchive();
    damage(tiny);
    expect(await complaintsOf(tiny)).toContainEqual(expect.stringMatching(complaint));
  });
}

export async function complaintsOf(tiny: TinyArchive): Promise<string[]> {
  const archive = await readArchive(await zipOf(tiny));
  try {
    return await checkArchive(archive);
  } finally {
    archive.close();
  }
}

export function day(tiny: TinyArchive, name: string): TinyMessage[] {
  const messages = tiny.days[name];
  if (messages === undefined) throw new Error(`no day ${name}`);
  return messages;
}

export function message(tiny: TinyArchive, name: string, index: number): TinyMessage {
  const found = day(tiny, name)[index];
  if (found === undefined) throw new Error(`no message ${index} on ${name}`);
  return found;
}

export const FIRST_DAY = 'general/2024-01-02.json';
export const root = (tiny: TinyArchive) => message(tiny, FIRST_DAY, 0);
export const reply = (tiny: TinyArchive) => message(tiny, FIRST_DAY, 1);
export const topic = (tiny: TinyArchive) => message(tiny, FIRST_DAY, 2);
export const upload = (tiny: TinyArchive) => message(tiny, FIRST_DAY, 3);
export const botReply = (tiny: TinyArchive) => message(tiny, 'general/2024-01-03.json', 0);
export const formatted = (tiny: TinyArchive) => message(tiny, '雑談_2-b/2024-01-02.json', 0);
export const tombstone = (tiny: TinyArchive) => message(tiny, 'secret/2024-01-02.json', 0);
export const entry = (tiny: TinyArchive, index = 0) => first(tiny.channels.slice(index));
export const file = (tiny: TinyArchive) =>
  first(upload(tiny)['files'] as Record<string, unknown>[]);
export const user = (tiny: TinyArchive, index = 0) => first(tiny.users.slice(index));

export function first<T>(list: readonly T[]): T {
  const [found] = list;
  if (found === undefined) throw new Error('an empty list');
  return found;
}

export function richText(tiny: TinyArchive, element: object): void {
  formatted(tiny)['blocks'] = [{ type: 'rich_text', elements: [element] }];
}
