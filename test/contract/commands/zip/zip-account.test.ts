import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import type { CommandContext } from '../../../../src/commands/run/context.ts';
import { type OpenSource, openSource } from '../../../../src/commands/run/source.ts';
import { zipCommand } from '../../../../src/commands/zip/zip.ts';
import { type Config, resolveConfig } from '../../../../src/config/config.ts';
import { AccountError, InterruptedError } from '../../../../src/errors/errors.ts';
import type { Source } from '../../../../src/exporters/source.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

/** The real source with something wrong about it. */
function damaged(damage: (source: Source) => Partial<Source>): OpenSource {
  return async (config, signal) => {
    const source = await openSource(config, signal);
    return { ...source, ...damage(source) };
  };
}

describe('a zip whose source brings not what its counts say', () => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'zip_account');
    await loadWorkspace('postgres', '8.1', database.run);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  const zip = (open: OpenSource, signal = new AbortController().signal) => {
    const flags = { source: database.readerUrl, work: folder.join('work'), quiet: true };
    const config: Config = { ...resolveConfig(flags, {}), postsPerPage: 10 };
    const context: CommandContext = {
      output: { line() {}, remark() {}, problem() {}, note() {}, json() {} },
      progress: { isQuiet: true, lang: 'en' },
      signal,
      nowMs: () => 0,
      todayMs: () => 0,
    };
    return zipCommand(
      config,
      {
        out: folder.join('out.zip'),
        isForced: false,
        isSinceLast: false,
        format: 'json',
        applied: undefined,
      },
      context,
      open,
    );
  };

  it('balances when nothing is wrong', async () => {
    const report = await zip(damaged(() => ({})));
    expect(report.archives).toHaveLength(1);
  });

  it('fails and leaves no archive when the stream skips a page', async () => {
    const skipping = damaged((source) => {
      let page = 0;
      return {
        async *unitPosts(unit, range) {
          for await (const posts of source.unitPosts(unit, range)) {
            page += 1;
            if (page !== 2) yield posts;
          }
        },
      };
    });
    await expect(zip(skipping)).rejects.toThrow(AccountError);
    await expect(zip(skipping)).rejects.toFailWith(
      /^the account does not balance, so no archive was made: posts: \d+ read, \d+ written, \d+ unaccounted for/,
    );
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('fails when a page comes twice', async () => {
    const repeating = damaged((source) => ({
      async *unitPosts(unit, range) {
        for await (const posts of source.unitPosts(unit, range)) {
          yield posts;
          yield posts;
        }
      },
    }));
    await expect(zip(repeating)).rejects.toFailWith(
      /posts: \d+ read, \d+ written, -\d+ unaccounted/,
    );
  });

  it('fails when reactions or files are lost on the way', async () => {
    const bare = damaged((source) => ({
      async *unitPosts(unit, range) {
        for await (const { channel, posts } of source.unitPosts(unit, range)) {
          yield { channel, posts: posts.map((post) => ({ ...post, reactions: [], files: [] })) };
        }
      },
    }));
    await expect(zip(bare)).rejects.toFailWith(/reactions: .* unaccounted for; files: /);
  });

  it('fails when a person or a channel is not listed', async () => {
    const fewer = damaged((source) => ({
      users: async () => (await source.users()).slice(1),
      channels: async () => (await source.channels()).slice(1),
    }));
    await expect(zip(fewer)).rejects.toFailWith(/users: /);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const controller = new AbortController();
    const interrupted = damaged((source) => ({
      async *unitPosts(unit, range) {
        for await (const posts of source.unitPosts(unit, range)) {
          yield posts;
          controller.abort(new InterruptedError());
        }
      },
    }));
    await expect(zip(interrupted, controller.signal)).rejects.toThrow(InterruptedError);
    expect(await readdir(folder.path)).toEqual([]);
  });
});
