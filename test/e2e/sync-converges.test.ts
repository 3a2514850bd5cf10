import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { CHANNELS_TO_WRITE, mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { changeAtRandom } from '../support/mattermost/random-changes.ts';
import { makeReplayWorld } from '../support/program/replay-world.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { createDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { postsNotOnce } from '../support/slack/every-post-once.ts';
import { liveMentions } from '../support/slack/live-mentions.ts';
import { randomFaults } from '../support/slack/random-faults.ts';

const CHANGES = 500;
/** How late a call may be carried out; sooner than the program looks again. */
const MOST_DELAY_MS = 100;

describe.each(enginesFor('postgres'))('a cutover, on %s', (engine) => {
  it('converges: a bulk move, 500 changes while it is brought up to date and killed, and both sides are the same', {
    timeout: 600_000,
  }, async () => {
    const database = await createDatabase(engine, 'cutover');
    await loadWorkspace(engine, '8.1', database.run);
    const world = await makeReplayWorld(database);
    try {
      expect((await world.replay()).exitCode).toBe(0);
      const random = seededRandom(engine === 'mysql' ? 6 : 7);
      world.slack.intercept(
        randomFaults(random, {
          mostDelayMs: MOST_DELAY_MS,
          isMeant: ({ method }) => WRITES.has(method),
        }),
      );
      const people = mattermostWriter(database);
      let isWriting = true;
      const writing = changeAtRandom(people, {
        changes: CHANGES,
        channelIds: CHANNELS_TO_WRITE,
        random,
        pauseMs: 10,
      }).finally(() => {
        isWriting = false;
      });
      for (const messages of [2, 3, 4]) {
        // No exit code of its own: the signal has ended it.
        expect(await world.syncKilledAfter(messages)).toBeNull();
      }
      do {
        expect(await world.sync('--quiet')).toMatchObject({ exitCode: 0, stderr: '' });
      } while (isWriting);
      await writing;
      const last = await world.sync('--until-synced', '--watch', '1');
      expect(last.stdout).toContain('in sync, lag 0');
      expect(last.exitCode).toBe(0);
      expect(world.slack.calls.flatMap(liveMentions)).toEqual([]);
      expect(await postsNotOnce(database, CHANNELS_TO_WRITE, world.slack.apiUrl)).toEqual([]);
    } finally {
      await world.stop();
      await database.drop();
    }
  });
});

const WRITES: ReadonlySet<string> = new Set([
  'chat.postMessage',
  'chat.update',
  'chat.delete',
  'pins.add',
  'pins.remove',
  'conversations.setTopic',
]);
