import { describe, expect, it } from 'vitest';
import { signedLink } from '../../../../src/commands/run/file-links.ts';
import { openArchiveFiles } from '../../../../src/commands/verify/zip-files.ts';
import type { FileStore } from '../../../../src/exporters/files/file-store.ts';
import { fileSlackId } from '../../../../src/mapping/slack-ids.ts';
import { archiveMessage } from '../../../../src/mapping/verify/archive-message.ts';
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
    const { differences } = startRecording();
    const files = await openArchiveFiles(NO_UPLOADS, { store: STORE, deliver }, [], differences);
    const found = await files.bundledDifferences({ files: [THERE, ELSEWHERE] }, {});
    expect(found.map(({ kind, thing, name }) => `${kind} ${thing} ${name}`)).toEqual(
      missing.map((id) => `missing file ${id}`),
    );
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
    const place = { baseUrl: 'https://files.example.com', key: 'k'.repeat(32), expiresAtS: 1 };
    const linked = (owner: typeof THERE, target: typeof THERE) => ({
      id: fileSlackId(owner.id),
      name: owner.name,
      size: 1,
      mimetype: '',
      url_private: signedLink(place, target),
    });
    const part = (file: ReturnType<typeof linked>) =>
      archiveMessage({ ts: '1.000000', files: [file] });
    await files.checkLinked([part(linked(THERE, THERE))], {});
    expect(recorded.lines()).toEqual(['differs file.fetched : not-fetched']);
    await files.checkLinked([part(linked(THERE, ELSEWHERE))], {});
    expect(recorded.lines()).toContain('differs file.content ');
  });
});
