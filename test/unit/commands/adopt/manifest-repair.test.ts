import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseOtherThanManifests } from '../../../../src/commands/adopt/manifest-repair.ts';
import { REPAIRS, type RepairEncoding } from '../../../../src/model/encoding.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

describe('adopting with a repair of texts', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(() => folder.remove());

  async function manifest(name: string, options: Readonly<Record<string, unknown>>): Promise<void> {
    const lines = [{ kind: 'manifest', version: 1, options }, { kind: 'account' }];
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFile(folder.join(`${name}.zip.manifest.jsonl`), text);
  }
  const refused = (repairEncoding?: RepairEncoding) =>
    refuseOtherThanManifests(folder.path, { repairEncoding });

  it.each(REPAIRS)('%s is that of an archive in the work directory, or refused', async (made) => {
    await manifest('bulk', made === 'none' ? {} : { repairEncoding: made });
    await refused(made);
    for (const other of REPAIRS.filter((repair) => repair !== made)) {
      await expect(refused(other)).rejects.toFailWith(
        `is '${other}', but '${made}' in bulk.zip.manifest.jsonl`,
      );
    }
  });

  it('needs one of several archives', async () => {
    await manifest('a', {});
    await manifest('b', { repairEncoding: 'latin1' });
    await expect(refused()).resolves.toBeUndefined();
    await expect(refused('latin1')).resolves.toBeUndefined();
  });

  it('is not refused where no manifest says anything', async () => {
    await refused('latin1');
    await writeFile(folder.join('files-manifest.jsonl'), '{"kind":"manifest","options":{}}\n');
    await writeFile(folder.join('torn.zip.manifest.jsonl'), '{"kind":"mani');
    await writeFile(folder.join('empty.zip.manifest.jsonl'), '');
    await expect(refused('latin1')).resolves.toBeUndefined();
  });
});
