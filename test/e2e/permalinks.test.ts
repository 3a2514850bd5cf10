import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { checkArchive } from '../support/archive/check-archive.ts';
import { textOf } from '../support/archive/json.ts';
import { readArchive } from '../support/archive/read-archive.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const SITE = 'https://chat.example.co.jp';
const LINK = `${SITE}/tokyo/pl/${postIdOf('year-end')}`;

describe.each(enginesFor('mysql'))('permalinks of the old server, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'permalinks');
    await loadWorkspace(engine, '8.1', database.run);
    const isFalse = engine === 'mysql' ? '0' : 'false';
    await database.run(`INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId,
        ChannelId, RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions)
      SELECT 'linkinganotherpost00000001', 1700000000000, 1700000000000, 0, 0, ${isFalse}, UserId,
        '${channelIdOf('devTokyo')}', '', '', 'please read ${LINK}', '',
        '{"previewed_post":"${postIdOf('year-end')}"}', '', '[]', '[]', ${isFalse}
      FROM Posts WHERE Id = '${postIdOf('year-end')}'`);
    await writeFile(
      folder.join('mm2slack.yaml'),
      `source:\n  siteUrl: ${SITE}\ntarget:\n  workspaceUrl: https://acme.slack.com\n`,
    );
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  const zip = async (...flags: readonly string[]) => {
    const run = await runCli([
      ...[
        'zip',
        '--source',
        database.readerUrl,
        '--config',
        folder.join('mm2slack.yaml'),
        '--json',
      ],
      ...['--out', folder.join('out.zip'), '--work', folder.join('work'), '--force', ...flags],
    ]);
    expect(run.stderr).toBe('');
    const archive = await readArchive(folder.join('out.zip'));
    expect(await checkArchive(archive)).toEqual([]);
    const found = [];
    for (const conversation of archive.conversations) {
      for await (const message of archive.messages(conversation)) {
        if (textOf(message, 'text')?.startsWith('please read')) found.push(message);
      }
    }
    archive.close();
    return { message: found[0], losses: JSON.parse(run.stdout).losses };
  };

  it('stay and are counted, with the preview of the linked post', async () => {
    const { message, losses } = await zip();
    expect(message?.['text']).toBe(`please read <${LINK}>`);
    expect(message?.['attachments']).toMatchObject([
      {
        author_name: 'yamada',
        footer: '#general',
        text: expect.stringContaining('本日で仕事納めです'),
      },
    ]);
    const codes = losses.map(({ code }: { code: string }) => code);
    expect(codes).toContain('permalink_kept');
  });

  it('lead to the message in Slack with --rewrite-permalinks', async () => {
    const { message } = await zip('--rewrite-permalinks');
    expect(message?.['text']).toMatch(
      /^please read <https:\/\/acme\.slack\.com\/archives\/C[A-Z0-9]{10}\/p\d{16}>$/,
    );
  });
});
