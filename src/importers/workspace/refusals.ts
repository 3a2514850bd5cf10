import type { SlackMethod } from '../../slack/methods.ts';
import { isOfOneThing } from '../../slack/refusals.ts';
import type { Action, ActionKind } from '../ledger/ledger.ts';
import { type SlackRefusal, stopsRun } from '../slack/errors.ts';

/** The methods that carry out an action of each kind. */
const METHODS: Readonly<Record<ActionKind, readonly SlackMethod[]>> = {
  channel: ['conversations.create', 'conversations.join'],
  topic: ['conversations.setTopic'],
  purpose: ['conversations.setPurpose'],
  message: ['chat.postMessage'],
  upload: ['files.getUploadURLExternal', 'files.completeUploadExternal'],
  emoji: ['admin.emoji.add'],
  reaction: ['reactions.add'],
  pin: ['pins.add'],
  bookmark: ['bookmarks.add'],
  canvas: ['conversations.canvases.create'],
  'canvas-edit': ['canvases.edit'],
  'user-group': ['usergroups.create', 'usergroups.users.update'],
  invite: ['conversations.invite'],
  archive: ['conversations.archive'],
  name: ['conversations.rename'],
  update: ['chat.update'],
};

/** Kinds whose refused removal the ledger records in `detail`. */
export const RECORDED_REMOVALS: ReadonlySet<ActionKind> = new Set([
  'message',
  'upload',
  'reaction',
  'pin',
]);

/** Ends the code of a refusal of every form; a content fault without it is that of the whole message alone. */
export const EVERY_FORM = ' (every form)';

/** The ledger's word for a file that Slack took and never shared; the other words are Slack's error codes. */
export const NOT_SHARED = 'share_not_made';

/** Refusals of a method with the same undocumented code, without a success between them, that stop a run. */
const MAX_UNDOCUMENTED = 3;
/** Refused actions that a run remembers; it asks no others again. */
const MAX_REMEMBERED = 10_000;

/**
 * What a run knows of refusals by codes that Slack does not document as being about one thing. One such refusal between
 * calls that succeed is about its own thing, and the next run asks again; several in a row stop the run, because what
 * they are about is larger.
 */
export class Refusals {
  readonly #counts = new Map<SlackMethod, Map<string, number>>();
  readonly #refused = new Set<string>();

  /** Notes that a call succeeded, so that the refusals of its method before were about their own things. */
  succeeded(method: SlackMethod): void {
    this.#counts.delete(method);
  }

  /**
   * True for a refusal after which the run must not go on; counts those whose code is not documented. `isAskedAgain`: an
   * earlier run was refused the same, which says nothing of others and is not counted.
   */
  stops(refusal: SlackRefusal, { isAskedAgain }: { readonly isAskedAgain: boolean }): boolean {
    const { method, code } = refusal;
    if (stopsRun(refusal)) return true;
    if (isAskedAgain || isDocumented([method], code)) return false;
    const counts = this.#counts.get(method) ?? new Map<string, number>();
    const count = (counts.get(code) ?? 0) + 1;
    this.#counts.set(method, counts.set(code, count));
    return count >= MAX_UNDOCUMENTED;
  }

  /** Remembers an action that was refused in this run, which does not ask again. */
  remember(key: string): void {
    if (this.#refused.size < MAX_REMEMBERED) this.#refused.add(key);
  }

  /**
   * True for an action of the app that Slack refused, or whose removal it refused, for a reason that need not last, in an
   * earlier run.
   */
  isAskedAgain({ key, kind, state, origin, detail }: Action): boolean {
    if (origin !== 'app' || this.#refused.has(key)) return false;
    if (this.#refused.size >= MAX_REMEMBERED) return false;
    if (state === 'failed') return !isDocumented(METHODS[kind], detail);
    return state === 'done' && detail !== '' && RECORDED_REMOVALS.has(kind);
  }
}

const isDocumented = (methods: readonly SlackMethod[], detail: string): boolean => {
  if (detail === NOT_SHARED || detail.endsWith(EVERY_FORM)) return true;
  return methods.some((method) => isOfOneThing(method, detail));
};

/** True for a refusal of one thing by a code that Slack documents for its method. */
export const isForGood = ({ method, code }: SlackRefusal): boolean => isDocumented([method], code);
