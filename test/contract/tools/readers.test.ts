import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READERS } from '../../../tools/readers/readers.ts';
import { read, readersOn } from '../../../tools/readers/run.ts';
import { tinyArchive, zipOf } from '../../support/archive/tiny-archive.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

/** Programs that write what the reader of that name writes; the paths are those of the arguments. */
const PROGRAMS = {
  mmetl: `#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = --output ] && output=$2; shift; done
echo '{"type":"channel","channel":{"type":"O"}}' > "$output"
echo '{"level":"info","msg":"Transforming posts"}' > transform-slack.log
echo '{"level":"warning","msg":"type is not supported","time":"10:00"}' >> transform-slack.log
echo '{"level":"warning","msg":"type is not supported","time":"10:01"}' >> transform-slack.log
`,
  'slack-export-viewer': `#!/bin/sh
[ -d "$TMPDIR" ] || exit 9
echo 'no such archive' >&2
exit 7
`,
};

let folder: ScratchFolder;
let zip: string;
beforeAll(async () => {
  folder = await makeScratchFolder({ isForPrograms: true });
  await mkdir(folder.join('bin'));
  for (const [name, program] of Object.entries(PROGRAMS)) {
    await writeFile(folder.join('bin', name), program);
    await chmod(folder.join('bin', name), 0o755);
  }
  await writeFile(folder.join('bin', 'slackdump'), 'not to be run');
  zip = folder.join('tiny.zip');
  await writeFile(zip, await zipOf(tinyArchive()));
});
afterAll(() => folder.remove());

const find = () => readersOn(['', '/nowhere', folder.join('bin')].join(delimiter), READERS);

describe('the readers on the PATH', () => {
  it('are those whose program may be run', async () => {
    const names = (await find()).map(({ name }) => name);
    expect(names).toEqual(['mmetl', 'slack-export-viewer']);
    expect(await readersOn(folder.join('nothing'), READERS)).toEqual([]);
  });

  it('are run with their arguments, and what they wrote and warned of is read', async () => {
    const [mmetl] = await find();
    if (mmetl === undefined) throw new Error('mmetl was not found');
    const reading = await read(mmetl, 'import', zip, folder.join('mmetl'));
    expect(reading.taken).toMatchObject({ channels: 1, messages: 0 });
    expect(reading.content.users).toHaveLength(tinyArchive().users.length);
    expect(reading.warnings).toEqual(['type is not supported']);
  });

  it('have their exit code and last words in the reading when they fail', async () => {
    const viewer = (await find())[1];
    if (viewer === undefined) throw new Error('slack-export-viewer was not found');
    const reading = await read(viewer, 'bundle', zip, folder.join('viewer'));
    expect(reading.taken).toBe('it ended with 7: no such archive');
  });
});
