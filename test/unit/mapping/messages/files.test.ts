import { describe, expect, it } from 'vitest';
import { mapFile } from '../../../../src/mapping/messages/files.ts';
import { fileSlackId } from '../../../../src/mapping/slack-ids.ts';
import type { FileInfo } from '../../../../src/model/model.ts';
import { aFile } from '../../../support/builders/builders.ts';

const BUNDLE = { hasSlackLimits: false, place: 'bundle' } as const;
const LINK = { hasSlackLimits: true, place: 'link' } as const;
const PLACE = { user: 'U1', isPublic: true, rules: LINK };
const mapped = (file: Partial<FileInfo>) => mapFile(aFile(file), PLACE);

describe('a file of a message', () => {
  it('has the size of the bytes that lie beside it in the archive, where there are some', () => {
    const sizeOf = (stored: FileInfo['stored'], isBundled: boolean) =>
      mapFile(aFile(stored === undefined ? {} : { stored }), {
        ...PLACE,
        rules: isBundled ? BUNDLE : LINK,
      }).size;
    const shorter = { state: 'there', sizeBytes: 0 } as const;
    expect(sizeOf(shorter, true)).toBe(0);
    expect(sizeOf(shorter, false)).toBe(1_234);
    expect(sizeOf({ state: 'secret', sizeBytes: 7 }, true)).toBe(1_234);
    expect(sizeOf({ state: 'missing' }, true)).toBe(1_234);
    expect(sizeOf(undefined, true)).toBe(1_234);
  });

  it('has a name, a type and the size of the source, and no bytes', () => {
    expect(mapFile(aFile(), PLACE)).toEqual({
      id: fileSlackId(aFile().id),
      created: 1_680_485_399,
      timestamp: 1_680_485_399,
      name: 'plan.pdf',
      title: 'plan.pdf',
      mimetype: 'application/pdf',
      filetype: 'pdf',
      pretty_type: 'PDF',
      user: 'U1',
      size: 1_234,
      mode: 'hosted',
      is_external: false,
      is_public: true,
      editable: false,
      display_as_bot: false,
      username: '',
    });
  });

  it('says the size of a picture that is known', () => {
    expect(mapped({ widthPx: 64, heightPx: 48 })).toMatchObject({ original_w: 64, original_h: 48 });
    expect(mapped({ widthPx: 64 })).not.toHaveProperty('original_w');
  });

  it.each([
    [{ extension: 'PNG', name: 'a.png' }, 'png'],
    [{ extension: '', name: '設計書（最終版）.XLSX' }, 'xlsx'],
    [{ extension: '', name: 'archive.tar.gz' }, 'gzip'],
    [{ extension: 'jpeg', name: 'a.jpeg' }, 'jpg'],
    [{ extension: 'txt', name: 'a.txt' }, 'text'],
    [{ extension: 'xyz', name: 'a.xyz' }, 'binary'],
    [{ extension: '', name: '.bashrc' }, 'binary'],
    [{ extension: '', name: 'README' }, 'binary'],
    [{ extension: '', name: '' }, 'binary'],
  ])('with %j has the type %s', (file, filetype) => {
    expect(mapped(file).filetype).toBe(filetype);
  });

  it.each([
    ['plan.pdf', '', 'application/pdf'],
    ['notes.txt', 'text/plain; charset=utf-8', 'text/plain'],
    ['page.html', 'text/html; charset=utf-8', 'text/plain'],
    ['data.xyz', 'Application/X-Thing; a=b', 'application/x-thing'],
    ['data.xyz', '', 'application/octet-stream'],
    ['data', ' ; a', 'application/octet-stream'],
  ])('%s with the MIME type %j has %s, without parameters', (name, mimeType, expected) => {
    expect(mapped({ name, extension: '', mimeType }).mimetype).toBe(expected);
  });

  it('has a name for its type that Slack shows', () => {
    expect(mapped({ extension: 'jpg' }).pretty_type).toBe('JPEG');
    expect(mapped({ extension: 'txt' }).pretty_type).toBe('Plain Text');
    expect(mapped({ extension: '', name: 'x' }).pretty_type).toBe('Binary');
  });

  it('keeps a name as it is, and a size of nothing', () => {
    const name = '../報告 & <notes> "100%".txt';
    expect(mapped({ name, sizeBytes: 0 })).toMatchObject({ name, title: name, size: 0 });
  });
});
