import { neverMoves } from '../../mapping/messages/never-moved.ts';
import { isHeld } from '../../mapping/site/hold.ts';
import { authorTerm, eachTerm } from '../../mapping/site/terms.ts';
import { listOf } from '../../mapping/text.ts';
import type { ChannelId, Post, UserId } from '../../model/model.ts';
import { htmlText } from '../../reports/html.ts';
import { channelPath, type SiteChannel } from '../../reports/site/names.ts';
import {
  attachmentTexts,
  authorOf,
  filePath,
  type PostExtras,
  type PostLook,
  postHtml,
} from '../../reports/site/post.ts';
import { resultLine } from '../../reports/site/result-line.ts';
import {
  type CopiedFile,
  emptyHeldTally,
  emptySiteTally,
  type HeldTally,
  type SitePart,
  type SiteTally,
} from './part.ts';
import type { SiteRules, UnitArea } from './rules.ts';
import type { KeptPost } from './with-deleted.ts';

/** Pieces are handed on when they have so many posts or characters. */
const PIECE_POSTS = 250;
const PIECE_CHARACTERS = 512 * 1024;

interface PiecePlace {
  readonly channel: SiteChannel;
  readonly month: string;
  readonly area: UnitArea;
}

/** Renders posts of a channel's month. */
export class PieceWriter {
  readonly #rules: SiteRules;
  readonly #place: PiecePlace;
  readonly #look: PostLook;
  readonly #html: string[] = [];
  readonly #lines: string[] = [];
  readonly #files: CopiedFile[] = [];
  readonly #tally: SiteTally = emptySiteTally();
  readonly #held: HeldTally = emptyHeldTally();
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

  add(kept: KeptPost): void {
    const { post, former, earlierOf } = kept;
    if (earlierOf !== undefined) {
      this.#addEarlier(post, earlierOf);
      return;
    }
    if (!this.#isShown(post)) {
      this.#leaveOut(post);
      return;
    }
    const isDeleted = post.deleteAtMs !== undefined;
    const isEmptied = isDeleted && former === undefined;
    this.#show(isEmptied ? emptied(post) : post, { former, isEmptied });
    const tally = this.#tally;
    if (isEmptied) tally.tombstones += 1;
    else if (isDeleted) tally.deleted += 1;
    else tally.posts += 1;
    this.#hold(post.userId, isDeleted ? 'deleted' : 'posts');
    for (const { userId } of former ?? []) {
      tally.formerTexts += 1;
      this.#hold(userId, 'formerTexts');
    }
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
      held: this.#held,
    };
  }

  /** A row of edit history is shown by itself where there is no post below which it is. */
  #addEarlier(row: Post, { original, originalId }: NonNullable<KeptPost['earlierOf']>): void {
    if (!this.#isShown(original ?? row)) {
      this.#tally.formerLeftOut += 1;
      this.#hold(row.userId, 'leftOut');
      return;
    }
    if (original !== undefined) return;
    this.#show(row, { earlierOf: originalId });
    this.#tally.formerTexts += 1;
    this.#hold(row.userId, 'formerTexts');
  }

  #isShown(post: Pick<Post, 'type' | 'userId'>): boolean {
    const { person } = this.#rules;
    return !neverMoves(post) && (person === undefined || post.userId === person);
  }

  #leaveOut(post: Post): void {
    const tally = this.#tally;
    if (post.deleteAtMs !== undefined) tally.deletedLeftOut += 1;
    else if (neverMoves(post)) tally.neverShown += 1;
    else tally.ofOthers += 1;
    this.#hold(post.userId, 'leftOut');
  }

  /** Counts a row if the legal hold keeps it. */
  #hold(userId: UserId | undefined, as: keyof HeldTally): void {
    const { hold } = this.#rules;
    if (hold === undefined) return;
    if (isHeld(hold, { userId, channelId: this.#place.channel.id })) this.#held[as] += 1;
  }

  #show(post: Post, extras: PostExtras): void {
    const slack = this.#rules.slackPlace(post.id);
    const markup = htmlText(postHtml(post, this.#look, { ...extras, slack }));
    this.#characters += markup.length;
    this.#html.push(markup);
    this.#index(
      post,
      (extras.former ?? []).map(({ message }) => message),
    );
    this.#countParts(post);
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

  #countParts(post: Post): void {
    const tally = this.#tally;
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
