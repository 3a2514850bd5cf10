import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type MadePost, postsOfYears } from './posts-of-years.ts';
import { timedProcess } from './timed-process.ts';

/*
 * zip from a bulk export, which is staged first, and again from the staged file: `npm run bench:bulk -- --posts 300000`.
 * One thread in it has as many replies as `--replies`, so that its line has megabytes.
 */

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '300000' },
    replies: { type: 'string', default: '20000' },
  },
});
const CLI = join(import.meta.dirname, '../../dist/cli.js');
const PEOPLE = Array.from({ length: 50 }, (_, index) => `person${index}`);
const CHANNELS = Array.from({ length: 200 }, (_, index) => `channel${index}`);
const folder = await mkdtemp(join(tmpdir(), 'mm2slack-bench-'));
const file = join(folder, 'import.jsonl');

const content = ({ userId, createAtMs, editAtMs, message, type, reactions }: MadePost) => ({
  user: userId,
  ...{ message, type, create_at: createAtMs, edit_at: editAtMs },
  reactions: reactions.map(({ userId: user, emojiName }, index) => ({
    user,
    emoji_name: emojiName,
    create_at: createAtMs + index,
  })),
});

/** Every post a line; replies are in one thread, for the made posts do not come with their threads. */
function* lines(): Generator<string> {
  const line = (value: object): string => `${JSON.stringify(value)}\n`;
  yield line({ type: 'version', version: 1 });
  yield line({ type: 'team', team: { name: 't', display_name: 'T', type: 'O' } });
  for (const name of CHANNELS) {
    yield line({ type: 'channel', channel: { team: 't', name, display_name: name, type: 'O' } });
  }
  for (const username of PEOPLE) {
    const channels = CHANNELS.map((name) => ({ name }));
    const user = { username, email: `${username}@example.com`, teams: [{ name: 't', channels }] };
    yield line({ type: 'user', user });
  }
  const shape = { posts: Number(values.posts), seed: 1, userIds: PEOPLE, channelIds: CHANNELS };
  const replies: object[] = [];
  let isHeld = true;
  for (const post of postsOfYears(shape)) {
    if (isHeld && replies.length < Number(values.replies)) {
      replies.push(content(post));
      continue;
    }
    const root = { team: 't', channel: post.channelId, props: {}, ...content(post) };
    yield line({ type: 'post', post: { ...root, replies: isHeld ? replies : null } });
    isHeld = false;
  }
}

try {
  await pipeline(Readable.from(lines()), createWriteStream(file));
  const flags = ['--source', file, '--work', join(folder, 'work'), '--quiet', '--force'];
  const zip = ['zip', ...flags, '--out', join(folder, 'out.zip')];
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say(`${values.posts} posts, ${Math.round((await stat(file)).size / 2 ** 20)} MiB of lines`);
  for (const what of ['staged and written', 'written again']) {
    const run = await timedProcess(process.execPath, [CLI, ...zip]);
    const { seconds, processorSeconds, peakMebibytes } = run;
    say(
      `${what}: ${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of processor, ${peakMebibytes} MiB`,
    );
  }
  const staged = (await stat(join(folder, 'work/bulk-source.db'))).size;
  say(`bulk-source.db: ${Math.round(staged / 2 ** 20)} MiB`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
