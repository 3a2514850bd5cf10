import { join } from 'node:path';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { IndexMerge } from '../../importers/site/index-merge.ts';
import type { SiteTarget } from '../../importers/site/target.ts';
import type { ChannelId, ChannelType } from '../../model/model.ts';
import { monthHtml } from '../../reports/site/month.ts';
import { channelPath, type SiteNames } from '../../reports/site/names.ts';
import { partScript } from '../../reports/site/page.ts';
import type { MonthPage } from '../../reports/site/pages.ts';
import type { Language } from '../../texts/language.ts';
import {
  addHeld,
  addTally,
  emptyHeldTally,
  emptySiteTally,
  type HeldTally,
  type SitePart,
  type SitePiece,
  type SiteTally,
} from './part.ts';

/** A page of a month ends behind the piece with which it has so many posts. */
const PAGE_POSTS = 750;
/** Posts of a part of the search's results; the script of the search knows it too. */
const POSTS_PER_PART = 256;

/** Where pieces go. */
export interface SitePlaces {
  readonly site: SiteTarget;
  readonly names: SiteNames;
  readonly lang: Language;
  readonly parts: Readonly<Record<ChannelType, number>>;
  /** Undefined when files are not copied. */
  readonly store: Pick<FileStore, 'chunks'> | undefined;
}

/** What a site has of an area. */
export interface WrittenArea {
  readonly type: ChannelType;
  readonly tally: SiteTally;
  readonly held: HeldTally;
  readonly articles: number;
  /** The first post of each page, and the page's path in the area. */
  readonly pages: readonly (readonly [firstPost: number, path: string])[];
}

interface OpenPage extends MonthPage {
  readonly channel: ChannelId;
  readonly month: string;
  readonly pieces: Uint8Array[];
  readonly before: string | undefined;
  posts: number;
}

/** Puts pieces onto pages and into the index of one area, in their order. */
export class AreaPlacer {
  readonly #places: SitePlaces;
  readonly #type: ChannelType;
  readonly #merge: IndexMerge;
  readonly #months = new Map<ChannelId, MonthPage[]>();
  readonly #pages: (readonly [number, string])[] = [];
  readonly #tally = emptySiteTally();
  readonly #held = emptyHeldTally();
  #page: OpenPage | undefined;
  #articles = 0;
  #lines: string[] = [];
  #indexed = 0;
  #written = 0;

  constructor(places: SitePlaces, type: ChannelType) {
    this.#places = places;
    this.#type = type;
    this.#merge = new IndexMerge(join(places.site.scratch, type), places.parts[type]);
  }

  monthsOf(channel: ChannelId): readonly MonthPage[] {
    return this.#months.get(channel) ?? [];
  }

  async place(part: SitePart): Promise<void> {
    if (part.kind === 'piece') {
      await this.#placePiece(part);
      return;
    }
    this.#merge.add(part.index, this.#indexed);
    this.#indexed += part.articles;
  }

  /** Writes what is open, and the index. */
  async end(signal: AbortSignal): Promise<WrittenArea> {
    await this.#closePage(undefined);
    if (this.#lines.length > 0) await this.#writeLines();
    let number = 0;
    const parts = this.#places.parts[this.#type];
    for (const terms of this.#merge.merged()) {
      signal.throwIfAborted();
      const name = number < parts ? `terms-${number}` : `ids-${number - parts}`;
      number += 1;
      if (terms.length === 0) continue;
      const lines = terms.map(({ term, posts }) => `${term}\t${posts.toString('base64')}\n`);
      await this.#writePart(name, lines.join(''));
    }
    return {
      type: this.#type,
      tally: this.#tally,
      held: this.#held,
      articles: this.#articles,
      pages: this.#pages,
    };
  }

  close(): void {
    this.#merge.close();
  }

  async #placePiece(piece: SitePiece): Promise<void> {
    addTally(this.#tally, piece.tally);
    addHeld(this.#held, piece.held);
    if (piece.articles === 0) return;
    const page = await this.#pageFor(piece);
    page.pieces.push(piece.html);
    page.posts += piece.articles;
    this.#articles += piece.articles;
    for (const line of piece.lines.split('\n').slice(0, -1)) {
      this.#lines.push(line);
      if (this.#lines.length === POSTS_PER_PART) await this.#writeLines();
    }
    const { site, store } = this.#places;
    if (store === undefined) return;
    for (const { from, to } of piece.files) await site.copy(to, store.chunks(from));
  }

  async #pageFor({ channel, month }: SitePiece): Promise<OpenPage> {
    const open = this.#page;
    const isSame = open?.channel === channel && open.month === month;
    if (open !== undefined && isSame && open.posts < PAGE_POSTS) return open;
    const months = this.#months.get(channel) ?? [];
    this.#months.set(channel, months);
    const inMonth = months.filter(({ name }) => name.startsWith(month)).length + (isSame ? 1 : 0);
    const name = inMonth === 0 ? month : `${month}-${inMonth + 1}`;
    const before = open?.channel === channel ? open.name : undefined;
    await this.#closePage(before === undefined ? undefined : name);
    const page: OpenPage = { name, channel, month, pieces: [], before, posts: 0 };
    this.#page = page;
    this.#pages.push([this.#articles, `${this.#folderOf(channel)}/${name}`]);
    return page;
  }

  async #closePage(after: string | undefined): Promise<void> {
    const page = this.#page;
    this.#page = undefined;
    const channel = page === undefined ? undefined : this.#places.names.channel(page.channel);
    if (page === undefined || channel === undefined) return;
    const { name, before, pieces, posts } = page;
    this.#months.get(page.channel)?.push({ name, posts });
    const { head, foot } = monthHtml({ lang: this.#places.lang, channel, name, before, after });
    const whole = Buffer.concat([Buffer.from(head), ...pieces, Buffer.from(foot)]);
    await this.#places.site.write(`${channelPath(channel)}/${name}.html`, whole);
  }

  #folderOf(channel: ChannelId): string {
    return this.#places.names.channel(channel)?.folder ?? channel;
  }

  async #writeLines(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    await this.#writePart(`posts-${this.#written}`, lines.join('\n'));
    this.#written += 1;
  }

  async #writePart(name: string, text: string): Promise<void> {
    const path = `${this.#type}/search/${name}`;
    await this.#places.site.write(`${path}.js`, partScript(path, text));
  }
}
