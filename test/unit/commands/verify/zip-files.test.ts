import { describe, expect, it } from 'vitest';
import { signedLink } from '../../../../src/commands/run/file-links.ts';
import { openArchiveFiles } from '../../../../src/commands/verify/zip-files.ts';
import type { FileStore } from '../../../../src/exporters/files/file-store.ts';
import { fileSlackId } from '../../../../src/mapping/slack-ids.ts';
import { fileId } from '../../../../src/model/model.ts';
import { aFile } from '../../../support/builders/builders.ts';
import { startRecording } from './comparison.ts';

const THERE = aFile();
const ELSEWHERE = aFile({ id: fileId('file0000000000000000000002'), path: 'lost' });

const STORE: FileStore = {
  look: async (path) =>
    path === THERE.path ? { state: 'there', sizeBytes: 5 } : { state: 'missing' },
  open: () => Promise.reject(new Error('not read')),
  chunks: () => {
    throw new Error('not read');
  },
  presign: undefined,
  close: () => {},
};
const NO_UPLOADS = { upload: () => undefined };

describe('the files of messages in archives', () => {
  it.each([
    ['bundle', [THERE.id]],
    ['link', []],
    ['api', []],
  ] as const)('must lie in the archive when they are delivered by %s', async (deliver, missing) => {
    const recorded = startRecording();
    const { differences } = recorded;
    const files = await openArchiveFiles(NO_UPLOADS, { store: STORE, deliver }, [], differences);
    for (const file of [THERE, ELSEWHERE]) {
      await files.check({ files: [file], shown: [], wanted: [], place: { postId: file.id } });
    }
    expect(recorded.lines()).toEqual(missing.map((id) => `missing file ${id}`));
  });

  it('must be where their links lead', async () => {
    const recorded = startRecording();
    const { differences } = recorded;
    const files = await openArchiveFiles(
      NO_UPLOADS,
      { store: STORE, deliver: 'link' },
      [],
      differences,
    );
    const place = {
      baseUrl: 'https://files.example.com',
      key: 'k'.repeat(32),
      expiresAtSeconds: 1,
    };
    const check = (owner: typeof THERE, target: typeof THERE) => {
      const link = signedLink(place, target);
      const shown = [{ id: fileSlackId(owner.id), link, isOld: false }];
      return files.check({ files: [], shown, wanted: [], place: {} });
    };
    await check(THERE, THERE);
    expect(recorded.lines()).toEqual(['differs file.fetched : not-fetched']);
    await check(THERE, ELSEWHERE);
    expect(recorded.lines()).toContain('differs file.content ');
  });
});
