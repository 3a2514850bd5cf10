import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { checkDatabase } from '../../../../src/commands/run/checks/database.ts';
import { textRepair } from '../../../../src/commands/run/text-encoding.ts';
import { undoLatin1 } from '../../../../src/exporters/database/latin1.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { openMattermost } from '../../../../src/exporters/mattermost.ts';
import type { RepairEncoding } from '../../../../src/model/encoding.ts';
import type { Post, PostId } from '../../../../src/model/model.ts';
import { restoreAsLatin1, restoreWithoutCharacters } from '../../../support/damages/mojibake.ts';
import { allPosts } from '../../../support/mattermost/fixture-source.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

describe.each(['mysql', 'postgres'] as const)(
  'a dump that was restored as latin1, on %s',
  (engine) => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await createDatabase(engine, 'mojibake');
      await loadWorkspace(engine, '8.1', database.run);
    });
    afterEach(() => database.drop());

    async function readAll(repairEncoding?: RepairEncoding) {
      const connection = await openDatabase(addressOf(database.readerUrl));
      const source = await openMattermost(connection, {
        ...{ hasSnapshot: true, postsPerPage: 50, longTextCharacters: 4000 },
        textRepair: textRepair({ repairEncoding }),
      });
      try {
        const [teams, users, channels] = [
          await source.teams(),
          await source.users(),
          await source.channels(),
        ];
        const posts: Post[] = [];
        for (const { id } of channels) posts.push(...(await allPosts(source, id)));
        const { warnings } = await source.describe();
        return { lists: { teams, users, channels }, posts, warnings };
      } finally {
        await source.close();
      }
    }
    const charsetOf = async (repairEncoding?: RepairEncoding) => {
      const address = { ...addressOf(database.readerUrl), repairEncoding };
      const { checks } = await checkDatabase(address);
      return checks.find(({ id }) => id === 'charset')?.state;
    };
    /** Without what only says that something was repaired. */
    const meant = (read: Awaited<ReturnType<typeof readAll>>): unknown =>
      JSON.parse(
        JSON.stringify(read, (key, value) => {
          if (key === 'isRepaired' || key === 'otherPaths') return undefined;
          if (key !== 'faults') return value;
          return value.filter((fault: string) => fault !== 'encoding-repaired');
        }),
      );
    const repaired = (posts: readonly Post[]): readonly PostId[] =>
      posts.filter(({ faults }) => faults.includes('encoding-repaired')).map(({ id }) => id);

    it('is warned of where its characters were replaced by question marks, and in no sound database', async () => {
      const look = async () => {
        const { checks } = await checkDatabase(addressOf(database.readerUrl));
        return checks.filter(({ id }) => id === 'charset').map(({ state }) => state);
      };
      expect(await look()).toEqual(['ok']);
      await restoreWithoutCharacters(database);
      expect(await look()).toEqual(['warning', expect.any(String)]);
      // A run that carries the texts says so as well.
      const codes = (await readAll()).warnings.map((line) =>
        typeof line === 'string' ? line : line.code,
      );
      expect(codes).toContain('charset-replaced-moves');
    });

    it('is refused, told by doctor, and repaired to what it was', async () => {
      const sound = await readAll();
      expect(await charsetOf()).not.toBe('failure');
      expect(await charsetOf('latin1')).toBe('failure');
      await expect(readAll('latin1')).rejects.toFailWith(
        /latin1 is refused, because most texts are sound: 0 of/,
      );
      await restoreAsLatin1(database);
      expect(await charsetOf()).toBe('failure');
      expect(await charsetOf('latin1')).not.toBe('failure');
      await expect(readAll()).rejects.toFailWith(
        /; the first: \w+\).* or set source.repairEncoding: latin1, which/,
      );
      const asStored = await readAll('none');
      expect(meant(asStored)).not.toEqual(meant(sound));
      const read = await readAll('latin1');
      expect(meant(read)).toEqual(meant(sound));
      expect(repaired(read.posts).length).toBeGreaterThan(30);
      expect(repaired(asStored.posts)).toEqual([]);
      await restoreAsLatin1(database);
      await expect(readAll('latin1')).rejects.toFailWith(
        /or set source.repairEncoding: latin1-twice/,
      );
      expect(meant(await readAll('latin1-twice'))).toEqual(meant(sound));
    });

    it('is repaired where it was so, when the server went on writing what is sound', async () => {
      const sound = await readAll();
      const times = sound.posts.map(({ createAtMs }) => createAtMs).sort((a, b) => a - b);
      const middleMs = times[Math.floor(times.length / 3)] ?? 0;
      await restoreAsLatin1(database, `CreateAt < ${middleMs}`);
      expect(await charsetOf()).toBe('failure');
      const read = await readAll('latin1');
      expect(meant(read)).toEqual(meant(sound));
      const newer = new Set(
        read.posts.filter(({ createAtMs }) => createAtMs >= middleMs).map(({ id }) => id),
      );
      expect(repaired(read.posts).filter((id) => newer.has(id))).toEqual([]);
      expect(repaired(read.posts).length).toBeGreaterThan(5);
    });
  },
);

describe('latin1 of the servers', () => {
  it('has every byte undone to itself', async () => {
    const wanted = Array.from({ length: 128 }, (_, index) => {
      const bytes = [0xc2 + (index >> 6), 0x80 + (index & 0x3f)];
      return { sign: String.fromCharCode(0x80 + index), hex: Buffer.from(bytes).toString('hex') };
    });
    const read = {
      mysql: (hex: string) => `CONVERT(CONVERT(UNHEX('${hex}') USING latin1) USING utf8mb4)`,
      postgres: (hex: string) => `convert_from(decode('${hex}', 'hex'), 'LATIN1')`,
    };
    for (const engine of ['mysql', 'postgres'] as const) {
      const database = await createDatabase(engine, 'latin1_bytes');
      const columns = wanted.map(({ hex }, index) => `${read[engine](hex)} AS c${index}`);
      const [row = {}] = await database.run(`SELECT ${columns.join(', ')}`);
      await database.drop();
      expect(Object.values(row).map((stored) => undoLatin1(String(stored)))).toEqual(
        wanted.map(({ sign }) => sign),
      );
    }
  });
});
