import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wholeContent } from '../../../../src/commands/evidence/content.ts';
import type { EvidenceKind } from '../../../../src/mapping/evidence/kinds.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const LOG: EvidenceKind = { name: '*.log', redacted: { how: 'left-out' }, isLog: true };

describe('a log that is packed as evidence', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  const packed = async (log: string, secrets: readonly string[]): Promise<string> => {
    await writeFile(folder.join('run.log'), log);
    let content = '';
    for await (const piece of wholeContent(folder.join('run.log'), LOG, secrets)) content += piece;
    return content;
  };

  it('shows no end of a secret that begins with another secret', async () => {
    const log = 'tried hunter22, then hunter22-staging\n';
    expect(await packed(log, ['hunter22', 'hunter22-staging'])).toBe('tried ***, then ***\n');
  });

  it('keeps its words where a password is as short as a word', async () => {
    expect(await packed('zip ended with 0\n', ['0', 'zip'])).toBe('zip ended with 0\n');
  });
});
