import type { SavedPost } from '../../model/kept-rows.ts';
import type { Channel, ChannelBookmark, Post, PostId, User } from '../../model/model.ts';
import { type FoundSecret, type Redaction, redactionMark } from '../../model/secrets.ts';
import type { FormerRow, FormerText, PostReading, Source } from '../source.ts';
import { seePost } from './post-texts.ts';
import { findSecrets } from './scan.ts';

/**
 * The source without the credentials in its texts: a mark stands where each was, and what was taken out is told,
 * masked, by the post or channel it was in. Whatever is made of the source has never seen them.
 */
export function redactSource(source: Source): Source {
  async function* each(pages: AsyncIterable<readonly Post[]>): AsyncGenerator<readonly Post[]> {
    for await (const page of pages) yield await redactPosts(page);
  }
  const { savedPosts } = source;
  return {
    ...source,
    savedPosts: savedPosts === undefined ? undefined : () => redactSaved(savedPosts()),
    channels: async () => redactChannels(await source.channels()),
    users: async () => redactStatuses(await source.users()),
    ...redactRead(source),
    ...(source.shared === undefined ? {} : { shared: { ...source.shared, isRedacted: true } }),
    changedPosts: (channel, range, sinceMs) => each(source.changedPosts(channel, range, sinceMs)),
    unknownPosts: (channel, range, isKnown) => each(source.unknownPosts(channel, range, isKnown)),
    postsOf: async (channel, range, ids) => redactPosts(await source.postsOf(channel, range, ids)),
  };
}

/** Redacts the posts that are read conversation by conversation. */
export function redactRead(reading: PostReading): PostReading {
  return {
    async *posts(channel, range) {
      for await (const page of reading.posts(channel, range)) yield await redactPosts(page);
    },
    async *unitPosts(unit, range) {
      for await (const { channel, posts } of reading.unitPosts(unit, range)) {
        yield { channel, posts: await redactPosts(posts) };
      }
    },
    bookmarks: async (channels) => redactBookmarks(await reading.bookmarks(channels)),
    async *withdrawnPosts(channel, range) {
      for await (const page of reading.withdrawnPosts(channel, range)) {
        yield await redactPosts(page);
      }
    },
    formerTexts: async (channel, posts) => redactTexts(await reading.formerTexts(channel, posts)),
    async *formerRows(channel, range) {
      for await (const page of reading.formerRows(channel, range)) yield await redactFormer(page);
    },
    withDeletedParts: async (posts) => redactPosts(await reading.withDeletedParts(posts)),
  };
}

async function* redactSaved(
  pages: AsyncIterable<readonly SavedPost[]>,
): AsyncGenerator<readonly SavedPost[]> {
  for await (const page of pages) {
    const posts = await redactPosts(page.map(({ post }) => post));
    yield page.map((saved, at) => ({ ...saved, post: posts[at] ?? saved.post }));
  }
}

async function redactTexts(
  texts: ReadonlyMap<PostId, readonly FormerText[]>,
): Promise<ReadonlyMap<PostId, readonly FormerText[]>> {
  const found = await findSecrets([...texts.values()].flat().map(({ message }) => message));
  const redacted = (text: FormerText): FormerText => ({
    ...text,
    message: redactText(text.message, found.get(text.message) ?? []),
  });
  return new Map([...texts].map(([id, former]) => [id, former.map(redacted)]));
}

async function redactFormer(rows: readonly FormerRow[]): Promise<readonly FormerRow[]> {
  const posts = await redactPosts(rows.map(({ post }) => post));
  return rows.map((row, at) => ({ ...row, post: posts[at] ?? row.post }));
}

async function redactPosts(posts: readonly Post[]): Promise<readonly Post[]> {
  const texts: string[] = [];
  for (const post of posts) {
    seePost(post, (text) => {
      texts.push(text);
      return text;
    });
  }
  const found = await findSecrets(texts);
  return found.size === 0 ? posts : posts.map((post) => redactPost(post, found));
}

function redactPost(post: Post, found: ReadonlyMap<string, readonly FoundSecret[]>): Post {
  // By the credential: what stands in the text and again in an attachment is one.
  const taken = new Map<string, Redaction>();
  const redacted = seePost(post, (text, place) => {
    const own = found.get(text);
    if (own === undefined) return text;
    if (place !== 'thread') {
      for (const [secret, redaction] of redactionsOf(text, own)) taken.set(secret, redaction);
    }
    return redactText(text, own);
  });
  return taken.size === 0 ? redacted : { ...redacted, redactions: [...taken.values()] };
}

async function redactChannels(channels: readonly Channel[]): Promise<readonly Channel[]> {
  const found = await findSecrets(channels.flatMap(({ header, purpose }) => [header, purpose]));
  if (found.size === 0) return channels;
  return channels.map((channel) => {
    const taken = [channel.header, channel.purpose].flatMap((text) => [
      ...redactionsOf(text, found.get(text) ?? []),
    ]);
    if (taken.length === 0) return channel;
    return {
      ...channel,
      header: redactText(channel.header, found.get(channel.header) ?? []),
      purpose: redactText(channel.purpose, found.get(channel.purpose) ?? []),
      redactions: [...new Map(taken).values()],
    };
  });
}

async function redactStatuses(users: readonly User[]): Promise<readonly User[]> {
  const found = await findSecrets(users.flatMap(({ customStatus }) => customStatus?.text ?? []));
  if (found.size === 0) return users;
  return users.map((user) => {
    const { customStatus } = user;
    const secrets = customStatus === undefined ? undefined : found.get(customStatus.text);
    if (customStatus === undefined || secrets === undefined) return user;
    const text = redactText(customStatus.text, secrets);
    return { ...user, customStatus: { ...customStatus, text } };
  });
}

/** A link that holds a credential is none without it, and is left out as a bookmark without an address is. */
async function redactBookmarks(
  bookmarks: readonly ChannelBookmark[],
): Promise<readonly ChannelBookmark[]> {
  const found = await findSecrets(
    bookmarks.flatMap(({ title, url, fileName }) => [title, url, fileName]),
  );
  return bookmarks.map((bookmark) => ({
    ...bookmark,
    title: redactText(bookmark.title, found.get(bookmark.title) ?? []),
    url: found.has(bookmark.url) ? '' : bookmark.url,
    fileName: redactText(bookmark.fileName, found.get(bookmark.fileName) ?? []),
  }));
}

/** The text with a mark in place of each credential that was found in it. */
export function redactText(text: string, found: readonly FoundSecret[]): string {
  let result = '';
  let done = 0;
  for (const secret of found) {
    // Before a bracket the mark would become a link's text.
    const gap = /[([]/.test(text.charAt(secret.end)) ? ' ' : '';
    result += `${text.slice(done, secret.start)}${redactionMark(secret.kind)}${gap}`;
    done = secret.end;
  }
  return result + text.slice(done);
}

/** The credentials of a text by themselves, masked. */
export function redactionsOf(
  text: string,
  found: readonly FoundSecret[],
): ReadonlyMap<string, Redaction> {
  return new Map(
    found.map(({ kind, start, end }) => {
      const secret = text.slice(start, end);
      return [secret, { kind, masked: maskSecret(secret) }];
    }),
  );
}

const SHOWN_CHARACTERS = 4;

/** `AKIA… (20 characters)`: enough to recognise a credential by, and never more than a quarter of it. */
export function maskSecret(secret: string): string {
  const characters = [...secret];
  const shown = Math.min(SHOWN_CHARACTERS, Math.floor(characters.length / 4));
  return `${characters.slice(0, shown).join('')}… (${characters.length} characters)`;
}
