import type { PostUnit, Source, TimeRange } from '../../exporters/source.ts';
import { RunBuilder } from '../../importers/site/index-run.ts';
import type { SlackPlace } from '../../importers/site/slack-places.ts';
import { neverMoves } from '../../mapping/messages/never-moved.ts';
import { monthOf } from '../../mapping/site/folders.ts';
import { authorTerm, eachTerm } from '../../mapping/site/terms.ts';
import { listOf } from '../../mapping/text.ts';
import {
  type ChannelId,
  type ChannelType,
  type Post,
  type PostId,
  placeMs,
  type UserId,
} from '../../model/model.ts';
import { utcMs } from '../../reports/figures.ts';
import { htmlText } from '../../reports/html.ts';
import { channelPath, type SiteChannel, type SiteNames } from '../../reports/site/names.ts';
import {
  attachmentTexts,
  authorOf,
  filePath,
  type PostLook,
  postHtml,
  type SiteTexts,
} from '../../reports/site/post.ts';
import type { Job } from '../run/workers/messages.ts';
import { type CopiedFile, emptySiteTally, type SitePart, type SiteTally } from './part.ts';
import { type DeletedSource, unitWithDeleted } from './with-deleted.ts';

/** How posts become pieces of pages. */
export interface SiteRules {
  readonly names: SiteNames;
  readonly texts: SiteTexts;
  /** Number of parts of the index of each area. */
  readonly parts: Readonly<Record<ChannelType, number>>;
  readonly fileLink: PostLook['fileLink'];
  /** Where a post is in Slack, as far as the work directory knows. */
  readonly slackPlace: (id: PostId) => SlackPlace | undefined;
  /** The one person whose posts are written. */
  readonly person: UserId | undefined;
}

type FormerTexts = ReadonlyMap<PostId, readonly string[]>;

/** Pieces are handed on when they have so many posts or characters. */
const PIECE_POSTS = 250;
const PIECE_CHARACTERS = 512 * 1024;
/** Characters of a post that a result of the search shows. */
const SHOWN_CHARACTERS = 300;

/** How units are read: with deleted posts and earlier texts where the source is asked for them. */
export type UnitReading =
  | { readonly kind: 'live'; readonly source: Pick<Source, 'unitPosts'> }
  | { readonly kind: 'with-deleted'; readonly source: DeletedSource };

/** Makes the job that renders the posts of units and indexes them. */
export function renderUnits(
  reading: UnitReading,
  range: TimeRange,
  rules: SiteRules,
): Job<PostUnit, readonly SitePart[]> {
  return async function* (unit) {
    let area: UnitArea | undefined;
    let piece: PieceWriter | undefined;
    const pages =
      reading.kind === 'live'
        ? reading.source.unitPosts(unit, range)
        : unitWithDeleted(reading.source, unit, range);
    for await (const { channel, posts } of pages) {
      const former =
        reading.kind === 'live'
          ? undefined
          : await reading.source.formerTexts(
              channel,
              posts.filter((post) => post.editAtMs !== undefined && !neverMoves(post)),
            );
      const shown = shownChannel(rules, channel);
      area ??= newArea(rules, shown.type);
      const done: SitePart[] = [];
      for (const post of posts) {
        const month = monthOf(placeMs(post));
        if (piece?.isOver(channel, month)) {
          done.push(piece.take());
          piece = undefined;
        }
        piece ??= new PieceWriter(rules, { channel: shown, month, area });
        piece.add(post, former);
      }
      if (done.length > 0) yield done;
    }
    if (area === undefined || piece === undefined) return;
    const { type, articles, index } = area;
    yield [
      piece.take(),
      { kind: 'run', area: type, articles, index: new Uint8Array(index.take()) },
    ];
  };
}

interface UnitArea {
  readonly type: ChannelType;
  readonly index: RunBuilder;
  articles: number;
}

const newArea = ({ parts }: SiteRules, type: ChannelType): UnitArea => ({
  type,
  index: new RunBuilder(parts[type]),
  articles: 0,
});

function shownChannel({ names }: SiteRules, id: ChannelId): SiteChannel {
  const channel = names.channel(id);
  if (channel === undefined) throw new RangeError(`Expected ${id} to be written`);
  return channel;
}

interface PiecePlace {
  readonly channel: SiteChannel;
  readonly month: string;
  readonly area: UnitArea;
}

/** Renders posts of a channel's month. */
class PieceWriter {
  readonly #rules: SiteRules;
  readonly #place: PiecePlace;
  readonly #look: PostLook;
  readonly #html: string[] = [];
  readonly #lines: string[] = [];
  readonly #files: CopiedFile[] = [];
  readonly #tally: SiteTally = emptySiteTally();
  #characters = 0;

  constructor(rules: SiteRules, place: PiecePlace) {
    this.#rules = rules;
    this.#place = place;
    const { names, texts, fileLink } = rules;
    const text = { names, team: place.channel.teamId, root: '../../' };
    this.#look = { place: text, texts, fileLink };
  }

  /** True when a post of this channel and month belongs to another piece. */
  isOver(channel: ChannelId, month: string): boolean {
    const isFull = this.#html.length >= PIECE_POSTS || this.#characters >= PIECE_CHARACTERS;
    return isFull || channel !== this.#place.channel.id || month !== this.#place.month;
  }

  /** `former`: earlier texts, where deleted posts are shown too. */
  add(post: Post, former: FormerTexts | undefined): void {
    const tally = this.#tally;
    const { person } = this.#rules;
    if (neverMoves(post)) {
      if (post.deleteAtMs === undefined) tally.neverShown += 1;
      else tally.deletedLeftOut += 1;
      return;
    }
    if (person !== undefined && post.userId !== person) {
      if (post.deleteAtMs === undefined) tally.ofOthers += 1;
      else tally.deletedLeftOut += 1;
      return;
    }
    const isEmptied = post.deleteAtMs !== undefined && former === undefined;
    const shown = isEmptied ? emptied(post) : post;
    const earlier = former?.get(post.id) ?? [];
    const markup = htmlText(
      postHtml(shown, this.#look, { former: earlier, slack: this.#rules.slackPlace(post.id) }),
    );
    this.#characters += markup.length;
    this.#html.push(markup);
    this.#index(shown, earlier);
    this.#count(shown);
    tally.formerTexts += earlier.length;
    if (isEmptied) tally.tombstones += 1;
    else if (post.deleteAtMs !== undefined) tally.deleted += 1;
  }

  take(): SitePart {
    return {
      kind: 'piece',
      channel: this.#place.channel.id,
      month: this.#place.month,
      articles: this.#html.length,
      html: new TextEncoder().encode(this.#html.join('')),
      lines: this.#lines.join(''),
      files: this.#files,
      tally: this.#tally,
    };
  }

  #index(post: Post, earlier: readonly string[]): void {
    const { area } = this.#place;
    const number = area.articles;
    area.articles += 1;
    const { names } = this.#rules;
    const username = post.userId === undefined ? undefined : names.person(post.userId)?.username;
    if (username !== undefined) area.index.addTerm(authorTerm(username), number);
    const attached = listOf(post.props['attachments']).flatMap(attachmentTexts);
    const texts = [post.message, ...attached, ...post.files.map(({ name }) => name)];
    for (const text of [...texts, ...earlier])
      eachTerm(text, (term) => area.index.addTerm(term, number));
    area.index.addId(post.id.replace(/\s+/g, ' '), number);
    this.#lines.push(resultLine(post, texts, authorOf(post, names).name));
  }

  #count(post: Post): void {
    const tally = this.#tally;
    if (post.deleteAtMs === undefined) tally.posts += 1;
    tally.reactions += post.reactions.length;
    tally.files += post.files.length;
    for (const file of post.files) {
      if (this.#rules.fileLink(file) === undefined) tally.filesWithoutBytes += 1;
      else {
        const to = `${channelPath(this.#place.channel)}/${filePath(file)}`;
        this.#files.push({ from: file.path, to });
      }
    }
  }
}

/** What remains of a deleted root: its place, its author and its replies. */
const emptied = (post: Post): Post => ({
  ...post,
  ...{ message: '', props: {}, reactions: [], files: [], linked: [], priority: undefined },
});

/** A line of the search's results: id, author, time and the beginning of the text, with tabs between. */
function resultLine(post: Post, texts: readonly string[], author: string): string {
  const text = texts.find((each) => each !== '') ?? '';
  const cells = [post.id, author, utcMs(post.createAtMs), text.slice(0, SHOWN_CHARACTERS)];
  return `${cells.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')}\n`;
}
