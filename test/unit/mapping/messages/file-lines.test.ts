import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bundledPath,
  countFileLines,
  type FilePlace,
  type FileRules,
  fileLosses,
  fileState,
  isDeliverable,
  NO_FILES,
  withFileLines,
} from '../../../../src/mapping/messages/files.ts';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { fileSlackId } from '../../../../src/mapping/slack-ids.ts';
import type { FileInfo, Post, StoredBytes } from '../../../../src/model/model.ts';
import { FILE_BYTES } from '../../../../src/slack/limits.ts';
import { aFile, aPost } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';

const SLACK: FileRules = { hasSlackLimits: true, place: 'upload' };
const OWN: FileRules = { hasSlackLimits: false, place: 'bundle' };
const RULES: Readonly<Record<FilePlace, FileRules>> = {
  upload: SLACK,
  link: { hasSlackLimits: true, place: 'link' },
  bundle: OWN,
  later: { hasSlackLimits: true, place: 'later' },
  names: { hasSlackLimits: false, place: 'names' },
};
const mappedIn = (place: FilePlace, post: Partial<Post>) =>
  mapPost(aPost(post), aMessageContext({ rules: { files: RULES[place] } }));
const there = (sizeBytes: number): StoredBytes => ({ state: 'there', sizeBytes });
const LARGE = FILE_BYTES + 1;
const FILE_PLACES = ['upload', 'link', 'bundle', 'later', 'names'] as const;

/** Address of a file in an archive that holds it. */
const bundledAddress = ({ id, name }: FileInfo): string =>
  bundledPath(fileSlackId(id), name).split('/').map(encodeURIComponent).join('/');

const CASES: readonly (readonly [string, Partial<FileInfo>, string | undefined, string])[] = [
  ['nobody looked for', {}, undefined, 'missing'],
  ['is whole', { stored: there(1_234) }, undefined, 'ok'],
  [
    'has no bytes in the store',
    { stored: { state: 'missing' } },
    'its bytes are missing',
    'missing',
  ],
  [
    'has a path that leaves the store',
    { stored: { state: 'refused' } },
    'its path leads out of the file store',
    'refused',
  ],
  ['is empty', { sizeBytes: 0, stored: there(0) }, 'empty', 'empty'],
  ['is too large', { sizeBytes: LARGE, stored: there(LARGE) }, 'over 1 GB', 'over limit'],
  ['is shorter than its row says', { stored: there(4) }, undefined, 'size differs'],
];

describe('a file that', () => {
  it.each(CASES)('%s', (_, over, reason, state) => {
    const file = aFile(over);
    const { text } = withFileLines({ text: 'hello', blocks: [] }, [file], SLACK);
    expect(text).toBe(
      reason === undefined ? 'hello' : `hello\n[file not moved: plan.pdf (${reason})]`,
    );
    expect(fileState(file)).toBe(state);
    expect(isDeliverable(file)).toBe(reason === undefined);
  });
});

describe('the line of a file that does not arrive', () => {
  const lost = aFile({ name: 'a*b_<c>&.txt', stored: { state: 'missing' } });
  const line = '[file not moved: a*b_<c>&.txt (its bytes are missing)]';

  it.each(['link', 'bundle', 'later', 'names'] as const)(
    'is in the text and in the blocks of its message, and the file is not in files[] (%s)',
    (place) => {
      const { messages, files } = mappedIn(place, { files: [lost] });
      expect(messages).toHaveLength(1);
      expect(messages[0]?.text).toBe(
        'Good morning\n[file not moved: a*b_&lt;c&gt;&amp;.txt (its bytes are missing)]',
      );
      expect(messages[0]?.blocks?.at(-1)).toEqual({
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: line, style: { italic: true } }],
          },
        ],
      });
      expect(messages[0]).not.toHaveProperty('files');
      expect(messages[0]).not.toHaveProperty('upload');
      expect(files).toEqual({ written: 0, notYet: 0, notDelivered: 1, bytesThere: 0 });
    },
  );

  it('is all of a message without words', () => {
    const { messages } = mapPost(aPost({ message: '', files: [lost] }), aMessageContext());
    expect(messages[0]?.text).toMatch(/^\[file not moved: /);
    expect(messages[0]?.blocks).toHaveLength(1);
  });

  it('is in an archive for keeping only where the file cannot be bundled', () => {
    const files = [
      aFile({ stored: there(0) }),
      aFile({ sizeBytes: LARGE, stored: there(LARGE) }),
      lost,
    ];
    expect(withFileLines({ text: '', blocks: [] }, files, OWN).blocks).toHaveLength(1);
    expect(withFileLines({ text: '', blocks: [] }, files.slice(0, 2), OWN).text).toBe('');
  });

  it('gives name and size of every file where the bytes are not delivered', () => {
    const { text } = withFileLines({ text: '', blocks: [] }, [aFile(), lost], RULES.names);
    expect(text).toMatch(/^\[file not moved: plan\.pdf \(1,234 bytes\)\]\n.*missing\)\]$/);
  });

  it('is a loss, and so is a size that differs', () => {
    const files = [lost, aFile({ stored: there(4) }), aFile({ stored: { state: 'refused' } })];
    expect(fileLosses(files, SLACK)).toEqual([
      { code: 'file_missing', old: lost.name },
      { code: 'file_size_differs', old: '1234 bytes', new: '4 bytes' },
      { code: 'file_path_refused', old: 'plan.pdf' },
    ]);
    expect(fileLosses([aFile({ sizeBytes: 0, stored: there(0) })], SLACK)).toEqual([
      { code: 'file_too_large_or_empty', old: 'plan.pdf' },
    ]);
  });
});

describe('a file with bytes', () => {
  const stored = { ...there(1_234), link: 'https://files.example.com/f/x' } as const;
  const file = aFile({ name: '図 1?.pdf', stored });
  const size = '(1,234 bytes)]';

  it.each<[FilePlace, Partial<FileInfo>, string | undefined, string, object]>([
    ['link', {}, stored.link, '', { written: 1 }],
    ['link', { stored: there(1_234) }, undefined, `[file: 図 1?.pdf ${size}`, { notYet: 1 }],
    ['bundle', {}, bundledAddress(file), '', { written: 1 }],
    ['later', {}, undefined, `[file: 図 1?.pdf ${size}`, { notYet: 1 }],
    ['names', {}, undefined, `[file not moved: 図 1?.pdf ${size}`, { notDelivered: 1 }],
    [
      'later',
      { stored: there(0) },
      undefined,
      '[file not moved: 図 1?.pdf (empty)]',
      { notDelivered: 1 },
    ],
    [
      'link',
      { stored: { state: 'there', link: 'x', sizeBytes: 0 } },
      undefined,
      '[file not moved: 図 1?.pdf (empty)]',
      { notDelivered: 1 },
    ],
    ['bundle', { stored: there(0) }, bundledAddress(file), '', { written: 1 }],
  ])(
    'delivered by %s with %j has the address %j, and its message the line %j',
    (place, over, address, line, counts) => {
      const { messages, files } = mappedIn(place, { message: '', files: [{ ...file, ...over }] });
      const [message] = messages;
      expect(message?.files?.map(({ url_private: url }) => url)).toEqual(
        address === undefined ? undefined : [address],
      );
      expect(message?.files?.map(({ url_private_download: url }) => url)).toEqual(
        address === undefined ? undefined : [address],
      );
      expect(message?.text).toBe(line);
      expect(files).toEqual({ written: 0, notYet: 0, notDelivered: 0, bytesThere: 1, ...counts });
    },
  );

  it('is a loss only where it is never delivered', () => {
    expect(mappedIn('later', { files: [file] }).losses).toEqual([]);
    expect(mappedIn('link', { files: [file] }).losses).toEqual([]);
    expect(mappedIn('names', { files: [file] }).losses).toEqual([
      { code: 'file_not_delivered', old: file.name },
    ]);
  });

  it('never stands in files[] without an address, whatever its state', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILE_PLACES),
        fc.constantFrom<(StoredBytes | undefined)[]>(
          ...[undefined, stored, there(0), there(5), there(LARGE)],
          ...[{ state: 'missing' } as const, { state: 'refused' } as const],
          { state: 'secret', sizeBytes: 3 },
        ),
        fc.boolean(),
        (place, state, isLegacy) => {
          const { stored: _, ...bare } = file;
          const given: FileInfo = {
            ...bare,
            ...(state === undefined ? {} : { stored: state }),
            ...(isLegacy ? { isLegacy } : {}),
          };
          const { messages, files } = mappedIn(place, { files: [given] });
          const listed = messages.flatMap((message) => message.files ?? []);
          expect(listed.every(({ url_private: url }) => Boolean(url))).toBe(true);
          // Every file is listed, or named, or uploaded beside the message.
          const isNamed = messages[0]?.text.includes(file.name) === true;
          expect(Number(isNamed) + listed.length).toBe(
            place === 'upload' && isDeliverable(given) ? 0 : 1,
          );
          const { written, notYet, notDelivered } = files;
          expect(written + notYet + notDelivered).toBe(isLegacy ? 0 : 1);
        },
      ),
    );
  });
});

describe('a file that only the Filenames column names', () => {
  it('is in its message and not in the account, for it has no row', () => {
    const files = [aFile({ isLegacy: true, stored: there(1_234) })];
    const mapped = mappedIn('bundle', { files });
    expect(mapped.messages[0]?.files).toHaveLength(1);
    expect(mapped.files).toEqual(NO_FILES);
  });

  it('has no size before somebody has looked', () => {
    const files = [aFile({ isLegacy: true, sizeBytes: 0 })];
    expect(mappedIn('later', { message: '', files }).messages[0]?.text).toBe(
      '[file: plan.pdf (size unknown)]',
    );
  });
});

describe('the lines about files in a text', () => {
  it.each([
    ['no file', 0],
    ['', 0],
    ['[file: plan.pdf (1,234 bytes)]', 1],
    ['See below.\n[file: a (1).txt (3 bytes)]\n[file not moved: b.txt (its bytes are missing)]', 2],
    ['[file: plan.pdf (3 bytes)]\nis what it says', 0],
    ['[file: plan.pdf]', 0],
  ])('are counted at its end: %j', (text, count) => {
    expect(countFileLines(text)).toBe(count);
  });

  it('are as many as the files that are named', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\r\n\u2028\u2029]/.test(text));
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 4 }),
        fc.constantFrom('later', 'names'),
        (names, place) => {
          const files = names.map((each) => aFile({ name: each }));
          const text = mappedIn(place, { message: 'the post', files }).messages[0]?.text ?? '';
          expect(countFileLines(text)).toBe(names.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
