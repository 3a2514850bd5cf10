import { FALSE_ANSWERS, type Lie, type PassingCall } from './lying-proxy.ts';

const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$/;

/** True for a call that changes nothing. */
export const isReading = ({ method }: PassingCall): boolean => READING.test(method);

const READS_WRONG = 0.02;
const WRITES_WRONG = 0.12;
/** Less than the time after which the program looks up an outcome. */
const MAX_LATE_MS = 120;

/** Methods whose answers name what they made, so that an answer without it is none. */
const NAMING: ReadonlySet<string> = new Set([
  'chat.postMessage',
  'chat.update',
  'chat.delete',
  'conversations.create',
]);

/** Lies about any call, by chance. */
export function randomLies(random: () => number): (call: PassingCall) => Lie | undefined {
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  return (call) => {
    if (random() >= (isReading(call) ? READS_WRONG : WRITES_WRONG)) return undefined;
    const ways = isReading(call) ? BROKEN : [...BROKEN, ...BROKEN, ...refusalsOf(call)];
    const [first = aReset, ...others] = ways;
    return pick([first, ...others])({ call, random });
  };
}

interface Chance {
  readonly call: PassingCall;
  readonly random: () => number;
}

const aReset = ({ random }: Chance): Lie => ({ kind: 'reset', isDelivered: random() < 0.7 });

/** What can go wrong with any call. */
const BROKEN: readonly ((chance: Chance) => Lie)[] = [
  aReset,
  ({ random }) => ({ kind: 'cut', isLengthWrong: random() < 0.5 }),
  ({ random }) => ({ kind: 'late delivery', ms: Math.floor(random() * MAX_LATE_MS) }),
  ({ random }) => ({ kind: 'late answer', ms: Math.floor(random() * MAX_LATE_MS) }),
  ({ call, random }) => ({ kind: 'twice', answer: answerOfTwo(call, random) }),
  ...Object.entries(FALSE_ANSWERS).map(([name, given]) => ({ call, random }: Chance): Lie => {
    // Such an answer to a call that never arrived is a success to whoever reads `ok` alone.
    const saysOk = name.startsWith('ok with') && !NAMING.has(call.method) && !isReading(call);
    return { kind: 'answer', isDelivered: saysOk || random() < 0.7, given };
  }),
];

/** A message or bookmark is there twice, and a program that has a good answer has no reason to look. */
function answerOfTwo({ method }: PassingCall, random: () => number): 0 | 1 | undefined {
  if (method === 'chat.postMessage' || method === 'bookmarks.add') return undefined;
  return ([0, 1, undefined] as const)[Math.floor(random() * 3)];
}

/** Refusals of Slack's that a call of this kind can meet. */
function refusalsOf({ method, args }: PassingCall): readonly (() => Lie)[] {
  const refusal = (error: string) => (): Lie => ({ kind: 'refusal', error });
  if (method === 'conversations.invite') {
    return [() => ({ kind: 'not this person', error: 'user_is_restricted' })];
  }
  const hasContent = [args.get('blocks'), args.get('attachments')].some(
    (content) => content !== null && content !== '[]',
  );
  const ofContent = hasContent ? [refusal('invalid_blocks'), refusal('invalid_attachments')] : [];
  if (method === 'chat.update') return ofContent;
  if (method !== 'chat.postMessage') return [];
  return args.get('thread_ts') === null
    ? [...ofContent, refusal('restricted_action_thread_only_channel')]
    : [...ofContent, refusal('restricted_action_thread_locked')];
}
