/** A text without blanks, and with its mentions apart: they have other ids after an import. */
export interface ComparableText {
  readonly letters: string;
  /** `@U…`, `#C…` or `!here`, in order; without labels. */
  readonly mentions: readonly string[];
}

const MENTION = /<([@#!][^<>|]*)(?:\|[^<>]*)?>/g;

/** Takes a text in Slack's mrkdwn apart. */
export function comparableText(text: string): ComparableText {
  const mentions: string[] = [];
  const letters = text.replace(MENTION, (_whole, mention: string) => {
    mentions.push(mention);
    return '\0';
  });
  return { letters: letters.replace(/\s+/g, ''), mentions };
}

/** A message of an archive, to be found in the workspace. */
export interface WantedMessage {
  readonly postId: string;
  readonly part: number;
  /** The `ts` in the archive. */
  readonly ts: string;
  /** The text of the post as it is now, then those that it had before its edits. */
  readonly texts: readonly ComparableText[];
  /** Identifier of the author in the archive: a person's id, or the name of a bot. */
  readonly author: string;
  /** Kind of a notice such as a joining, as `noticeKind` gives it; '' for any other message. */
  readonly notice: string;
  /** True for a post that was ever edited. */
  readonly isEdited: boolean;
}

/** A message of the workspace. */
export interface FoundMessage {
  readonly ts: string;
  readonly comparable: ComparableText;
  readonly notice: string;
}

export interface Match<Wanted, Found> {
  readonly wanted: Wanted;
  readonly found: Found;
  /** False when the text is one that the post had before an edit. */
  readonly isSameText: boolean;
}

export interface Unclear<Wanted, Found> {
  readonly wanted: Wanted;
  readonly candidates: readonly Found[];
  /** `edited`: only second and author are equal, because the post was edited since and its old text is not known. */
  readonly problem: 'ambiguous' | 'edited';
}

export interface Matching<Wanted, Found> {
  readonly matches: readonly Match<Wanted, Found>[];
  readonly unclear: readonly Unclear<Wanted, Found>[];
  readonly missing: readonly Wanted[];
  /** Messages that no wanted one may be. */
  readonly foreign: readonly Found[];
}

/** Says when an author or a mention of the archive is that of a message of the workspace. */
export interface MatchRules<Found extends FoundMessage> {
  readonly isSameAuthor: (author: string, found: Found) => boolean;
  readonly isSameMention: (mention: string, found: string) => boolean;
}

/** Kind of a notice by its subtype, the same in public and private channels; '' for a message that somebody wrote. */
export function noticeKind(subtype: string | undefined): string {
  const kind = /^(?:channel|group)_(\w+)$/.exec(subtype ?? '')?.[1] ?? '';
  return NOTICES.has(kind) ? kind : '';
}

/** docs.slack.dev/reference/events/message, subtypes. */
const NOTICES: ReadonlySet<string> = new Set([
  ...['join', 'leave', 'topic', 'purpose', 'name', 'archive', 'unarchive', 'convert_to_private'],
]);

/**
 * Pairs the messages of an archive with those of a workspace by second, author and text, and notices by second, kind and
 * person, because Slack does not mark imported messages with their origin. Nothing else is paired: what is taken for ours
 * may later be edited or deleted. Messages that differ in nothing are paired in order.
 */
export function matchMessages<Wanted extends WantedMessage, Found extends FoundMessage>(
  wanted: readonly Wanted[],
  found: readonly Found[],
  rules: MatchRules<Found>,
): Matching<Wanted, Found> {
  const bySecond = groupBySecond(found);
  const matches: Match<Wanted, Found>[] = [];
  const unclear: Unclear<Wanted, Found>[] = [];
  const missing: Wanted[] = [];
  for (const [second, together] of groupBySecond(wanted)) {
    const matching = matchSecond(together, bySecond.get(second) ?? [], rules);
    matches.push(...matching.matches);
    unclear.push(...matching.unclear);
    missing.push(...matching.missing);
  }
  const taken = new Set<Found>([
    ...matches.map((match) => match.found),
    ...unclear.flatMap(({ candidates }) => candidates),
  ]);
  return { matches, unclear, missing, foreign: found.filter((each) => !taken.has(each)) };
}

/** Second of a `ts`, since the epoch; NaN for a text that is none. */
export const secondOf = (ts: string): number => Math.floor(Number(ts.split('.')[0]));

function groupBySecond<Item extends { readonly ts: string }>(
  items: readonly Item[],
): ReadonlyMap<number, readonly Item[]> {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const second = secondOf(item.ts);
    const group = groups.get(second);
    if (group === undefined) groups.set(second, [item]);
    else group.push(item);
  }
  return groups;
}

type Fits<Wanted, Found> = (wanted: Wanted, found: Found) => boolean;

function matchSecond<Wanted extends WantedMessage, Found extends FoundMessage>(
  wanted: readonly Wanted[],
  found: readonly Found[],
  rules: MatchRules<Found>,
): Omit<Matching<Wanted, Found>, 'foreign'> {
  const { isSameAuthor } = rules;
  const hasText: Fits<Wanted, Found> = (post, message) =>
    (message.notice === '' || message.notice === post.notice) &&
    post.texts.some((text) => isSameText(text, message.comparable, rules)) &&
    isSameAuthor(post.author, message);
  const isNotice: Fits<Wanted, Found> = (post, message) =>
    post.notice !== '' && message.notice === post.notice && isSameAuthor(post.author, message);
  const isOwn: Fits<Wanted, Found> = (post, message) =>
    post.ts === message.ts && (hasText(post, message) || isNotice(post, message));
  let open: readonly Wanted[] = wanted;
  let free: readonly Found[] = found;
  const pairs: (readonly [Wanted, Found])[] = [];
  // The archive's own `ts` says more than the text, and the text of a notice more than its kind.
  for (const fits of [isOwn, hasText, isNotice]) {
    const step = pairUp(open, free, fits);
    pairs.push(...step);
    const [paired, taken] = [
      new Set(step.map(([post]) => post)),
      new Set(step.map(([, at]) => at)),
    ];
    open = open.filter((post) => !paired.has(post));
    free = free.filter((message) => !taken.has(message));
  }
  return {
    matches: pairs.map(([post, message]) => {
      const isSame = post.texts
        .slice(0, 1)
        .some((text) => isSameText(text, message.comparable, rules));
      return { wanted: post, found: message, isSameText: isSame || post.notice !== '' };
    }),
    ...leftOver(open, free, {
      isFitting: (post, message) => hasText(post, message) || isNotice(post, message),
      isByAuthor: (post, message) => message.notice === '' && isSameAuthor(post.author, message),
    }),
  };
}

/** Posts that were not paired: those that several messages may be, those that were edited, and the rest. */
function leftOver<Wanted extends WantedMessage, Found>(
  open: readonly Wanted[],
  free: readonly Found[],
  { isFitting, isByAuthor }: Readonly<Record<'isFitting' | 'isByAuthor', Fits<Wanted, Found>>>,
): Pick<Matching<Wanted, Found>, 'unclear' | 'missing'> {
  const unclear: Unclear<Wanted, Found>[] = [];
  const missing: Wanted[] = [];
  for (const post of open) {
    const fitting = free.filter((message) => isFitting(post, message));
    const isMaybeOlder = fitting.length === 0 && post.isEdited && post.notice === '';
    const older = isMaybeOlder ? free.filter((message) => isByAuthor(post, message)) : [];
    if (fitting.length > 0) {
      unclear.push({ wanted: post, candidates: fitting, problem: 'ambiguous' });
    } else if (older.length > 0) {
      unclear.push({ wanted: post, candidates: older, problem: 'edited' });
    } else missing.push(post);
  }
  return { unclear, missing };
}

function isSameText<Found extends FoundMessage>(
  { letters, mentions }: ComparableText,
  found: ComparableText,
  { isSameMention }: MatchRules<Found>,
): boolean {
  if (letters !== found.letters || mentions.length !== found.mentions.length) return false;
  return mentions.every((mention, at) => isSameMention(mention, found.mentions[at] ?? ''));
}

/**
 * Pairs what fits: one with one, and several that differ in nothing in order, as far as there are messages. Messages that
 * fit and are more than the posts stay unpaired: one of them is not ours.
 */
function pairUp<Wanted extends WantedMessage, Found extends FoundMessage>(
  wanted: readonly Wanted[],
  found: readonly Found[],
  fits: Fits<Wanted, Found>,
): readonly (readonly [Wanted, Found])[] {
  const pairs: (readonly [Wanted, Found])[] = [];
  const seen = new Set<Wanted>();
  for (const first of wanted) {
    if (seen.has(first)) continue;
    const { posts, messages } = togetherWith(first, wanted, found, fits);
    for (const post of posts) seen.add(post);
    const isEvery = posts.every((post) => messages.every((message) => fits(post, message)));
    const isOne = posts.length === 1 && messages.length === 1;
    const isAlike =
      allEqual(posts.map(signature)) &&
      allEqual(messages.map(({ comparable }) => JSON.stringify(comparable)));
    if (!isEvery || (!isOne && !(isAlike && messages.length <= posts.length))) continue;
    const inOrder = [...posts].sort(byTs);
    for (const [at, message] of [...messages].sort(byTs).entries()) {
      const post = inOrder[at];
      if (post !== undefined) pairs.push([post, message]);
    }
  }
  return pairs;
}

/** Posts and messages that are connected with a post by what fits. */
function togetherWith<Wanted, Found>(
  first: Wanted,
  wanted: readonly Wanted[],
  found: readonly Found[],
  fits: Fits<Wanted, Found>,
): { readonly posts: readonly Wanted[]; readonly messages: readonly Found[] } {
  const posts = new Set([first]);
  const messages = new Set<Found>();
  // What is added while it is walked is walked too.
  for (const post of posts) {
    for (const message of found) {
      if (messages.has(message) || !fits(post, message)) continue;
      messages.add(message);
      for (const other of wanted) if (fits(other, message)) posts.add(other);
    }
  }
  return { posts: [...posts], messages: [...messages] };
}

const signature = ({ author, notice, texts, part }: WantedMessage): string =>
  JSON.stringify([author, notice, texts[0], part]);

const allEqual = (values: readonly string[]): boolean =>
  values.every((value) => value === values[0]);

const byTs = (a: { readonly ts: string }, b: { readonly ts: string }): number =>
  a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0;
