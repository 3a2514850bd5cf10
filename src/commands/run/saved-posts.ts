import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../../exporters/source.ts';
import type { FindSlackPlace } from '../../importers/site/slack-places.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import {
  readsSavedPosts,
  SAVED_POSTS_FOLDER,
  savedPostsFile,
} from '../../mapping/kept/saved-posts.ts';
import { neverMoves } from '../../mapping/messages/never-moved.ts';
import { slackLink } from '../../mapping/site/slack-link.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { SavedPost } from '../../model/kept-rows.ts';
import type { ChannelId, Post, UserId } from '../../model/model.ts';
import {
  type SavedPlace,
  savedPostHtml,
  savedPostsFrame,
  savedPostsSum,
} from '../../reports/saved-posts.ts';
import { type SiteNames, siteNames, sitePerson } from '../../reports/site/names.ts';
import { AtomicFile } from '../../system/atomic-file.ts';
import { asTargetError } from '../../system/write-errors.ts';
import { makeFolder } from '../../system/write-place.ts';
import type { Language } from '../../texts/language.ts';
import type { Scope } from './scope.ts';

/** What the pages are made of. */
export interface SavedPostsScope extends Pick<Scope, 'conversations' | 'permalink'> {
  readonly source: Pick<Source, 'savedPosts'>;
  readonly workspace: Pick<Scope['workspace'], 'users' | 'skipped'>;
}

/** What is known of the posts in Slack, and the language of the pages. */
export interface SavedPostsLook {
  readonly lang: Language;
  /** Undefined while no post is in Slack. */
  readonly findPlace: FindSlackPlace | undefined;
  /** `https://acme.slack.com`; undefined for places without links. */
  readonly workspaceUrl: string | undefined;
}

/** True when anybody has saved a post. */
export async function hasSavedPosts({
  source: { savedPosts },
}: Pick<SavedPostsScope, 'source'>): Promise<boolean> {
  if (savedPosts === undefined) return false;
  for await (const page of savedPosts()) if (page.length > 0) return true;
  return false;
}

/**
 * Writes a page of saved posts for each person who has some, one page after the other, each whole or not at all, and
 * removes pages of earlier runs that nobody has any more. Returns the folder; undefined where the source has no saved
 * posts.
 */
export async function writeSavedPosts(
  workDirectory: string,
  scope: SavedPostsScope,
  look: SavedPostsLook,
): Promise<string | undefined> {
  const { savedPosts } = scope.source;
  if (savedPosts === undefined) return undefined;
  const folder = join(workDirectory, SAVED_POSTS_FOLDER);
  const pages = new SavedPages(folder, scope, look);
  try {
    for await (const page of savedPosts()) for (const saved of page) await pages.add(saved);
    await pages.endPage();
  } catch (error) {
    await pages.discard();
    throw error;
  }
  await removeOtherPages(folder, pages.written);
  return pages.written.size === 0 ? undefined : folder;
}

/** A page that says what somebody may no longer see must not stay. */
async function removeOtherPages(folder: string, written: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.endsWith('.html') || written.has(name)) continue;
    try {
      await rm(join(folder, name));
    } catch (error) {
      throw asTargetError(error, join(folder, name));
    }
  }
}

interface OpenPage {
  readonly userId: UserId;
  /** Undefined for a person who gets no page. */
  readonly file: AtomicFile | undefined;
  readonly foot: string;
  shown: number;
  notShown: number;
}

/** Writes the pages in the order of their people; posts of one person follow each other. */
class SavedPages {
  readonly written = new Set<string>();
  readonly #folder: string;
  readonly #scope: SavedPostsScope;
  readonly #look: SavedPostsLook;
  readonly #names: SiteNames;
  readonly #conversations: ReadonlyMap<ChannelId, Conversation>;
  #page: OpenPage | undefined;

  constructor(folder: string, scope: SavedPostsScope, look: SavedPostsLook) {
    this.#folder = folder;
    this.#scope = scope;
    this.#look = look;
    this.#names = siteNames(
      [...scope.workspace.users.values()].map(sitePerson),
      [],
      () => undefined,
    );
    this.#conversations = new Map(scope.conversations.map((each) => [each.channel.id, each]));
  }

  async add({ userId, post }: SavedPost): Promise<void> {
    if (this.#page?.userId !== userId) await this.#beginPage(userId);
    const page = this.#page;
    if (page?.file === undefined) return;
    const conversation = this.#conversations.get(post.channelId);
    if (conversation === undefined || neverMoves(post)) {
      page.notShown += 1;
      return;
    }
    const { findPlace, lang } = this.#look;
    const shown = {
      title: this.#titleOf(conversation, userId),
      team: conversation.channel.teamId,
      names: this.#names,
      permalink: this.#scope.permalink(conversation.channel, post.id),
      slack: this.#placeOf(post, conversation),
    };
    await page.file.write(savedPostHtml(post, shown, { hasPlaces: findPlace !== undefined, lang }));
    page.shown += 1;
  }

  async endPage(): Promise<void> {
    const page = this.#page;
    if (page?.file !== undefined) {
      await page.file.write(savedPostsSum(page, this.#look.lang) + page.foot);
      await page.file.close();
      await page.file.commit();
    }
    this.#page = undefined;
  }

  async discard(): Promise<void> {
    await this.#page?.file?.discard();
  }

  async #beginPage(userId: UserId): Promise<void> {
    await this.endPage();
    const none = { userId, file: undefined, foot: '', shown: 0, notShown: 0 };
    this.#page = none;
    const user = this.#scope.workspace.users.get(userId);
    if (user === undefined || !readsSavedPosts(user) || this.#scope.workspace.skipped.has(userId))
      return;
    if (this.written.size === 0) await makePrivateFolder(this.#folder);
    const file = await AtomicFile.create(join(this.#folder, savedPostsFile(user, this.written)));
    const { lang, findPlace } = this.#look;
    const { head, foot } = savedPostsFrame(sitePerson(user), findPlace !== undefined, lang);
    this.#page = { ...none, file, foot };
    await file.write(head);
  }

  /** Name in Slack; of a direct message the other person, of a note to oneself the person. */
  #titleOf({ channel, name }: Conversation, reader: UserId): string {
    if (channel.type !== 'direct') return `#${name}`;
    const people = membersOf(channel, []);
    const others = people.filter((id) => id !== reader);
    return (others.length === 0 ? people : others)
      .map((id) => `@${this.#names.person(id)?.username ?? id}`)
      .join(', ');
  }

  #placeOf(post: Post, { name }: Conversation): SavedPlace | undefined {
    const { findPlace, workspaceUrl } = this.#look;
    const found = findPlace?.(post.id);
    if (found === undefined) return undefined;
    const { channel, ts } = found;
    return { channel: name, ts, url: slackLink(workspaceUrl, { channel, ts }) };
  }
}

async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await chmod(folder, 0o700);
  } catch (error) {
    throw asTargetError(error, folder);
  }
}
