import {
  isObject,
  type JsonObject,
  objectsOf,
  textOf,
  textsOf,
} from '../../test/support/archive/json.ts';
import { type ArchiveContent, entriesOf, isReply, sum } from './content.ts';
import type { Taken } from './judge.ts';

/** What a reader wrote: the text of each file by its path, relative, with `/`. */
export type Output = ReadonlyMap<string, string>;

export interface Reader {
  readonly name: string;
  /** Looked for on the PATH. */
  readonly program: string;
  /** A command that docs/readers.md shows. */
  readonly install: string;
  /** Its arguments; it writes into the folder `out`, which exists. */
  readonly args: (zip: string, out: string) => readonly string[];
  readonly parse: (output: Output, content: ArchiveContent) => Taken;
}

/** The readers that `npm run readers` looks for. */
export const READERS: readonly Reader[] = [
  {
    name: 'mmetl',
    program: 'mmetl',
    install: 'go install github.com/mattermost/mmetl@latest',
    // `mmetl transform slack --help` at commit 721d761. It warns in `transform-slack.log` of the current folder.
    args: (zip, out) => [
      ...['transform', 'slack', '--team', 'tokyo', '--bot-owner', 'admin', '--file', zip],
      ...['--default-email-domain', 'example.org'],
      ...['--output', `${out}/import.jsonl`, '--attachments-dir', `${out}/data`],
    ],
    parse: takenByMmetl,
  },
  {
    name: 'slackdump',
    program: 'slackdump',
    install: 'go install github.com/rusq/slackdump/v4/cmd/slackdump@latest',
    // `slackdump help convert` of 4.4.2: a JSON file for each conversation, with its threads.
    args: (zip, out) => ['convert', '-f', 'dump', '-o', `${out}/dump`, zip],
    parse: takenBySlackdump,
  },
  {
    name: 'slack-export-viewer',
    program: 'slack-export-viewer',
    install: 'pip install slack-export-viewer',
    args: (zip, out) => [
      ...['--archive', zip, '--show-dms', '--html-only', '--no-browser'],
      ...['--output-dir', `${out}/pages`],
    ],
    parse: takenByViewer,
  },
];

/**
 * Counts the lines of a bulk import (docs.mattermost.com, Bulk loading data). Accounts that mmetl makes up for authors
 * that it does not find do not count: users `…@local`, bots `Unknown Bot`.
 */
function takenByMmetl(output: Output): Taken {
  const lines = (output.get('import.jsonl') ?? '').split('\n').filter((line) => line !== '');
  const objects = lines.flatMap((line) => objectsOf([JSON.parse(line)]));
  const all = (type: string): readonly JsonObject[] =>
    objects.filter((line) => line.type === type).flatMap((line) => objectsOf([line[type]]));
  const roots = [...all('post'), ...all('direct_post')];
  const replies = roots.flatMap((post) => objectsOf(post.replies));
  const posts = [...roots, ...replies];
  const channelsOf = (type: string): number =>
    all('channel').filter((channel) => channel.type === type).length;
  const members = all('direct_channel').map((channel) => textsOf(channel.members).length);
  return {
    users:
      all('user').filter((user) => textOf(user, 'email')?.endsWith('@local') !== true).length +
      all('bot').filter((bot) => bot.display_name !== 'Unknown Bot').length,
    channels: channelsOf('O'),
    private: channelsOf('P'),
    direct: members.filter((count) => count <= 2).length,
    group: members.filter((count) => count > 2).length,
    messages: posts.length,
    threads: roots.filter((post) => objectsOf(post.replies).length > 0).length,
    replies: replies.length,
    // One object a person and emoji there.
    reactions: sum(posts.map(emojiOn)),
    files: entriesOf(posts, 'attachments'),
  };
}

function emojiOn(post: JsonObject): number {
  return new Set(objectsOf(post.reactions).map(({ emoji_name: name }) => name)).size;
}

/** Counts a dump: `users.json`, `channels.json` and a file for each conversation, messages by their `ts`. */
function takenBySlackdump(output: Output, content: ArchiveContent): Taken {
  const dump = [...output].filter(([path]) => /^dump\/[^/]+\.json$/.test(path));
  const parsed = new Map(dump.map(([path, text]): [string, unknown] => [path, JSON.parse(text)]));
  const known = new Set(objectsOf(parsed.get('dump/channels.json')).map(({ id }) => id));
  const threads = new Set<string>();
  const messages = new Map<string, JsonObject>();
  for (const conversation of parsed.values()) {
    if (!isObject(conversation)) continue;
    const id = textOf(conversation, 'channel_id') ?? '';
    for (const message of objectsOf(conversation.messages)) {
      const replies = objectsOf(message.slackdump_thread_replies).filter(isReply);
      const key = `${id} ${textOf(message, 'ts')}`;
      if (replies.length > 0) threads.add(key);
      messages.set(key, message);
      for (const reply of replies) messages.set(`${id} ${textOf(reply, 'ts')}`, reply);
    }
  }
  const ofType = (type: string): number =>
    content.conversations.filter((one) => one.type === type && known.has(one.id)).length;
  const all = [...messages.values()];
  return {
    users: objectsOf(parsed.get('dump/users.json')).length,
    channels: ofType('channels'),
    private: ofType('private'),
    direct: ofType('direct'),
    group: ofType('group'),
    messages: all.length,
    threads: threads.size,
    replies: all.filter(isReply).length,
    reactions: entriesOf(all, 'reactions'),
    files: entriesOf(all, 'files'),
  };
}

/** Counts the pages and what stands on them, by the classes of its template `util.html`. It lists no users. */
function takenByViewer(output: Output): Taken {
  const pages = [...output].filter(([path]) => /^pages\/[^/]+\/[^/]+\/index\.html$/.test(path));
  const html = pages.map(([, text]) => text);
  const pagesOf = (folder: string): number =>
    pages.filter(([path]) => path.startsWith(`pages/${folder}/`)).length;
  const count = (part: RegExp): number => sum(html.map((page) => [...page.matchAll(part)].length));
  return {
    channels: pagesOf('channel'),
    private: pagesOf('group'),
    direct: pagesOf('dm'),
    group: pagesOf('mpim'),
    messages: count(/<div class="message-container/g),
    threads: sum(html.map(threadsOnPage)),
    replies: count(/<div class="reply">/g),
    reactions: count(/<div class="message-reaction">/g),
    files: count(/<div class="message-upload">/g),
  };
}

/** A thread on a page is a message that a reply follows. */
function threadsOnPage(page: string): number {
  const order = [...page.matchAll(/<div class="(message|reply)">/g)].map(([, name]) => name);
  return order.filter((name, index) => name === 'message' && order[index + 1] === 'reply').length;
}
