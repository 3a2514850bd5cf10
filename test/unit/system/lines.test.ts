import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesThatBegin } from '../../../src/system/lines.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

const BEGIN = '{"kind":"archive"';

const line = fc.oneof(
  fc.constantFrom(BEGIN, `${BEGIN},"file":"営業.zip"}`, '{"kind":"entry"}', '', `x${BEGIN}`),
  // Longer than what one read of the disk brings.
  fc.constantFrom(`${BEGIN}${'長'.repeat(40_000)}`, 'b'.repeat(70_000)),
);

async function read(path: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const each of linesThatBegin(path, BEGIN)) lines.push(each);
  return lines;
}

describe('the lines of a file that begin with a text', () => {
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
  });
  afterAll(() => folder.remove());

  it('are those of all its lines, behind the first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (lines, isEnded) => {
          const path = folder.join('manifest.jsonl');
          await writeFile(path, lines.join('\n') + (isEnded ? '\n' : ''));
          const [first = '', ...others] = lines;
          const isEmpty = lines.length === 1 && first === '' && !isEnded;
          const begun = others.filter((each) => each.startsWith(BEGIN));
          expect(await read(path)).toEqual(isEmpty ? [] : [first, ...begun]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are none without a file', async () => {
    expect(await read(folder.join('nothing'))).toEqual([]);
  });
});
