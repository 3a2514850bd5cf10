/** `missing`: only in the source; `unexpected`: only in the target; `differs`: in both, and not the same. */
export const DIFFERENCE_KINDS = ['missing', 'unexpected', 'differs'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** What is compared. */
export const COMPARED_THINGS = ['message', 'file', 'channel', 'user', 'emoji', 'entry'] as const;
export type ComparedThing = (typeof COMPARED_THINGS)[number];

/** The fields that may differ; '' for a thing that is missing or unexpected as a whole. */
export const COMPARED_FIELDS = [
  '',
  'author',
  'time',
  'text',
  'attachments',
  'thread',
  'replies',
  'edited',
  'reactions',
  'pinned',
  'deleted',
  'day',
  'name',
  'size',
  'type',
  'sha256',
  'fetched',
  'visibility',
  'archived',
  'topic',
  'purpose',
  'members',
  'pins',
  'real-name',
  'display-name',
  'email',
  'bot',
  'deactivated',
  'content',
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

/** Something that is not the same on both sides. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly thing: ComparedThing;
  readonly field: ComparedField;
  /** Mattermost's ids; '' where there is none, or it is not known. */
  readonly postId: string;
  readonly channelId: string;
  /** The conversation and the message in the target; '' where there is none. */
  readonly slackChannel: string;
  readonly ts: string;
  /** What else it is known by: an id, a name, an entry. */
  readonly name: string;
  /** As both sides say it; can hold text of a post. */
  readonly source: string;
  readonly target: string;
}

const NOWHERE = {
  field: '',
  postId: '',
  channelId: '',
  slackChannel: '',
  ts: '',
  name: '',
  source: '',
  target: '',
} as const;

/** A difference of which most does not apply. */
export const differenceOf = (
  about: Pick<Difference, 'kind' | 'thing'> & Partial<Difference>,
): Difference => ({ ...NOWHERE, ...about });
