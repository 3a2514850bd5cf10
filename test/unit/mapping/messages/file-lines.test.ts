import { describe, expect, it } from 'vitest';
import {
  type FileRules,
  fileLosses,
  fileState,
  isDeliverable,
  withFileLines,
} from '../../../../src/mapping/messages/files.ts';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import type { FileInfo, StoredBytes } from '../../../../src/model/model.ts';
import { FILE_BYTES } from '../../../../src/slack/limits.ts';
import { aFile, aPost } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';

const SLACK: FileRules = { hasSlackLimits: true, areNamedInText: false };
const OWN: FileRules = { hasSlackLimits: false, areNamedInText: false };
const there = (sizeBytes: number): StoredBytes => ({ state: 'there', sizeBytes });
const LARGE = FILE_BYTES + 1;

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

  it('is in the text and in the blocks of its message, and the file keeps its entry', () => {
    const { messages, filesWritten } = mapPost(aPost({ files: [lost] }), aMessageContext());
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
    expect(messages[0]?.files?.[0]?.name).toBe('a*b_<c>&.txt');
    expect(filesWritten).toBe(1);
  });

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
    const rules = { hasSlackLimits: true, areNamedInText: true };
    const { text } = withFileLines({ text: '', blocks: [] }, [aFile(), lost], rules);
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

describe('a file that only the Filenames column names', () => {
  it('is in its message and not in the account, for it has no row', () => {
    const files = [aFile({ isLegacy: true, stored: there(1_234) })];
    const mapped = mapPost(aPost({ files }), aMessageContext());
    expect(mapped.messages[0]?.files).toHaveLength(1);
    expect(mapped.filesWritten).toBe(0);
  });
});
