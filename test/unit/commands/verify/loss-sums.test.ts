import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedLosses } from '../../../../src/commands/verify/loss-sums.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const LOSSES = '{"code":"edit_mark_dropped","post":"p1"}\n{"code":"topic_cut","channel":"c1"}\n';
const OLD = { kind: 'account', account: {} };
const SUM = createHash('sha256').update(LOSSES).digest('hex');
const NAME = 'bulk.zip.losses.jsonl';

describe('the file of losses of an archive', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  async function found(text: string, account: object = { ...OLD, losses: { sha256: SUM } }) {
    const head = { kind: 'manifest', version: 1, options: {} };
    await writeFile(folder.join(NAME), text);
    await writeFile(
      folder.join('bulk.zip.manifest.jsonl'),
      `${JSON.stringify(head)}\n${JSON.stringify(account)}\n`,
    );
    return (await changedLosses([NAME], [folder.path])).map(({ thing, field, name }) =>
      [thing, field, name].join(' '),
    );
  }

  it('is as its manifest says, also where an editor has saved it', async () => {
    expect(await found(LOSSES)).toEqual([]);
    expect(await found(`\ufeff${LOSSES.replaceAll('\n', '\r\n')}`)).toEqual([]);
  });

  it.each([
    ['one more', `${LOSSES}{"code":"text_cut","post":"p2"}\n`],
    ['one less', LOSSES.slice(0, LOSSES.indexOf('\n') + 1)],
    ['another post', LOSSES.replace('p1', 'p2')],
    ['none', ''],
  ])('is a difference with %s', async (_what, text) => {
    expect(await found(text)).toEqual([`archive losses ${NAME}`]);
  });

  it('is believed where no manifest says how it was', async () => {
    expect(await found('', OLD)).toEqual([]);
    expect(await changedLosses(['other.zip.losses.jsonl'], [folder.path])).toEqual([]);
    await rm(folder.join('bulk.zip.manifest.jsonl'));
    expect(await changedLosses([NAME], [folder.path])).toEqual([]);
  });
});
