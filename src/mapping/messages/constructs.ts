import type { Post } from '../../model/model.ts';
import type { RichTextElement, RichTextInline, SlackBlock } from '../../slack/shapes.ts';
import type { LossCode } from '../losses.ts';
import type { MappedPost } from './map-post.ts';

/** A post with its messages. */
export interface PostWithResult {
  readonly post: Post;
  readonly mapped: MappedPost;
}

interface Evidence extends PostWithResult {
  /** Types and styles that occur in the blocks. */
  readonly marks: ReadonlySet<string>;
  readonly losses: ReadonlySet<LossCode>;
}

type Predicate = (evidence: Evidence) => boolean;

const hasMark =
  (...names: readonly string[]): Predicate =>
  ({ marks }) =>
    names.some((name) => marks.has(name));
const hasLoss =
  (...codes: readonly LossCode[]): Predicate =>
  ({ losses }) =>
    codes.some((code) => losses.has(code));
const hasType =
  (pattern: RegExp): Predicate =>
  ({ post }) =>
    pattern.test(post.type);

/** Constructs that a post may contain, in the order of reports; predicates see both the post and its messages. */
const PREDICATES = {
  plain: ({ post, marks }) => post.type === '' && post.message !== '' && marks.size === 0,
  bold: hasMark('bold'),
  italic: hasMark('italic'),
  strike: hasMark('strike'),
  inline_code: hasMark('code'),
  heading: hasLoss('heading_as_bold'),
  bullet_list: hasMark('bullet'),
  numbered_list: hasMark('ordered'),
  nested_list: hasMark('nested'),
  quote: hasMark('rich_text_quote'),
  code_block: hasMark('rich_text_preformatted'),
  table: ({ marks, losses }) => marks.has('table') || losses.has('table_as_text'),
  link: hasMark('link'),
  image: hasLoss('image_as_link'),
  latex: hasLoss('latex_as_code'),
  user_mention: hasMark('user'),
  channel_mention: hasMark('channel'),
  broadcast: hasMark('broadcast'),
  emoji: hasMark('emoji'),
  me_message: hasType(/^me$/),
  system_message: hasType(/^(?:system_|add_bot_teams_channels$)/),
  plugin_post: hasType(/^custom_/),
  webhook: ({ mapped }) => mapped.messages.some(({ subtype }) => subtype === 'bot_message'),
  attachment: ({ mapped }) => mapped.messages.some(({ attachments }) => attachments !== undefined),
  permalink_preview: ({ post }) => typeof post.props['previewed_post'] === 'string',
  file: ({ post }) => post.files.length > 0,
  reaction: ({ post }) => post.reactions.length > 0,
  pinned: ({ post }) => post.isPinned,
  edited: ({ mapped }) => mapped.messages.some(({ edited }) => edited !== undefined),
  thread_root: ({ post }) => post.thread.kind === 'root',
  thread_reply: ({ post }) => post.thread.kind === 'reply',
  tombstone: ({ mapped }) => mapped.messages.some(({ subtype }) => subtype === 'tombstone'),
  priority: ({ post }) => post.priority !== undefined,
  split: ({ mapped }) => mapped.messages.length > 1,
  empty: ({ post }) => post.message.trim() === '' && post.deleteAtMs === undefined,
  left_out: ({ mapped }) => mapped.messages.length === 0,
} as const satisfies Readonly<Record<string, Predicate>>;

export type Construct = keyof typeof PREDICATES;

const PREDICATE_ENTRIES = Object.entries(PREDICATES) as readonly (readonly [
  Construct,
  Predicate,
])[];
export const CONSTRUCTS: readonly Construct[] = PREDICATE_ENTRIES.map(([construct]) => construct);

/** Lists the constructs that a post contains, in the order of `CONSTRUCTS`. */
export function constructsOf(result: PostWithResult): readonly Construct[] {
  const evidence: Evidence = {
    ...result,
    marks: marksOf(result.mapped),
    losses: new Set(result.mapped.losses.map(({ code }) => code)),
  };
  return PREDICATE_ENTRIES.filter(([, shows]) => shows(evidence)).map(([construct]) => construct);
}

function marksOf(mapped: MappedPost): ReadonlySet<string> {
  const marks = new Set<string>();
  for (const { blocks } of mapped.messages) {
    for (const block of blocks ?? []) markBlock(block, marks);
  }
  return marks;
}

function markBlock(block: SlackBlock, marks: Set<string>): void {
  if (block.type === 'rich_text') {
    for (const element of block.elements) markElement(element, marks);
    return;
  }
  marks.add('table');
  for (const cell of block.rows.flat()) {
    if (cell.type === 'rich_text') markBlock(cell, marks);
  }
}

function markElement(element: RichTextElement, marks: Set<string>): void {
  if (element.type === 'rich_text_list') {
    marks.add(element.style);
    if (element.indent > 0) marks.add('nested');
    for (const item of element.elements) markElement(item, marks);
    return;
  }
  if (element.type !== 'rich_text_section') marks.add(element.type);
  for (const inline of element.elements) markInline(inline, marks);
}

function markInline(inline: RichTextInline, marks: Set<string>): void {
  if (inline.type !== 'text') marks.add(inline.type);
  for (const style of Object.keys(inline.style ?? {})) marks.add(style);
}
