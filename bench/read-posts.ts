import { openDatabase } from '../src/exporters/database/open.ts';
import { openMattermost } from '../src/exporters/mattermost.ts';
import { LONG_TEXT_CHARACTERS } from '../src/slack/limits.ts';
import { addressOf } from '../test/support/servers/address.ts';

/*
 * Reads every post of a server with its thread, reactions and files, and does nothing with them: what `zip` cannot be
 * faster than. `node build/bench/read-posts.js URL`
 */

const [, , url = ''] = process.argv;
const source = await openMattermost(await openDatabase(addressOf(url)), {
  hasSnapshot: true,
  postsPerPage: 1000,
  longTextCharacters: LONG_TEXT_CHARACTERS,
});
try {
  let posts = 0;
  for (const { id } of await source.channels()) {
    const range = { fromMs: undefined, toMs: undefined };
    for await (const page of source.posts(id, range)) posts += page.length;
  }
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${posts} posts, ${((user + system) / 1e6).toFixed(1)} s of our own CPU\n`);
} finally {
  await source.close();
}
