import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notice } from '../../../src/errors/notices.ts';
import { jsonLinesOf, type LinePlace, linesThatBegin } from '../../../src/system/lines.ts';
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

describe('the lines of a file with a JSON value in each', () => {
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
  });
  afterAll(() => folder.remove());

  const value = fc.oneof(
    fc.record({ kind: fc.constantFrom('entry', 'archive', 'entrypoint'), name: fc.string() }),
    // Longer than what one read of the disk brings.
    fc.constant({ kind: 'archive', name: '長'.repeat(40_000) }),
    fc.constant({ kind: 'entry', name: 'b'.repeat(70_000) }),
  );
  const EXCEPT = '{"kind":"entry",';
  const values = fc.array(fc.option(value), { maxLength: 12 });
  const how = {
    shape: { parse: (parsed: unknown) => parsed },
    complaint: ({ line: number }: LinePlace) =>
      notice('manifest-line-unreadable', { path: '', line: number }),
  };

  async function allOf(path: string, except?: string): Promise<readonly unknown[]> {
    const items: unknown[] = [];
    for await (const item of jsonLinesOf(path, {
      ...how,
      ...(except === undefined ? {} : { except }),
    })) {
      items.push(item);
    }
    return items;
  }

  const write = async (items: readonly unknown[], end: string): Promise<string> => {
    const path = folder.join('lines.jsonl');
    const texts = items.map((item) => (item === null ? '' : JSON.stringify(item)));
    await writeFile(path, texts.join(end) + end);
    return path;
  };

  it('are all that are not blank, whatever ends them', async () => {
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom('\n', '\r\n'), async (items, end) => {
        expect(await allOf(await write(items, end))).toEqual(items.filter((item) => item !== null));
      }),
      { numRuns: 60 },
    );
  });

  it('are those that do not begin with a text, where one is given', async () => {
    await fc.assert(
      fc.asyncProperty(values, async (items) => {
        const others = items.filter((item) => item !== null && item.kind !== 'entry');
        expect(await allOf(await write(items, '\n'), EXCEPT)).toEqual(others);
      }),
      { numRuns: 60 },
    );
  });

  it('are complained of by their numbers, those that were passed over counted', async () => {
    const path = folder.join('broken.jsonl');
    await writeFile(path, `${EXCEPT}\n\n{"kind":"archive"}\nno JSON\n`);
    await expect(allOf(path, EXCEPT)).rejects.toMatchObject({
      notices: [{ values: { line: '4' } }],
    });
    await expect(allOf(path)).rejects.toMatchObject({ notices: [{ values: { line: '1' } }] });
  });
});
