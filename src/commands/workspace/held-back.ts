import { StoppedError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import { channelFault, holdsBack, SlackRefusal } from '../../importers/slack/errors.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { channelLabel } from '../../mapping/decisions.ts';
import type { Post } from '../../model/model.ts';

/** Places named for each reason in the error of a run. */
const MAX_PLACES = 5;

/** A channel as people find it in Slack. */
export interface HeldPlace {
  /** Mattermost's id. */
  readonly channelId: string;
  readonly label: string;
}

/** Names a conversation's channel in Slack; one that is not public by ids alone, because its name may be confidential. */
export function heldPlace({ channel, name }: Conversation, slackChannel: string): HeldPlace {
  const { id: channelId, type } = channel;
  const shown =
    type === 'public' ? `#${name}` : channelLabel({ type, team: '', name: '', channelId });
  return { channelId, label: slackChannel === '' ? shown : `${shown} ${slackChannel}` };
}

/** What waits for one reason. */
interface Waiting {
  readonly first: SlackRefusal;
  readonly channels: Set<string>;
  readonly threads: Set<string>;
}

/**
 * Channels and threads of a run that Slack lets the app not write into at present, or not all. The run goes on without
 * them, and ends as stopped; the same command resumes it.
 */
export class HeldBack {
  readonly #closed = new Set<string>();
  readonly #threads = new Set<string>();
  /** Channels of which something waits. */
  readonly #unfinished = new Set<string>();
  /** Channels with a thread that waits. */
  readonly #withThreads = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();

  /**
   * Works on a post, unless its channel or thread is held back. Returns false when its channel is: the rest of it waits,
   * because its messages are sent in order.
   */
  async attempt(place: HeldPlace, post: Post, work: () => Promise<void>): Promise<boolean> {
    const { channelId, label } = place;
    const rootId = post.thread.kind === 'reply' ? post.thread.root.id : post.id;
    const thread = `${label}/${rootId}`;
    if (this.#closed.has(channelId)) return false;
    if (this.#threads.has(thread)) return true;
    try {
      await work();
      return true;
    } catch (error) {
      const { refusal, extent } = heldBy(error);
      this.#unfinished.add(channelId);
      if (extent === 'thread') {
        this.#threads.add(thread);
        this.#withThreads.add(channelId);
        this.#waitingFor(refusal).threads.add(thread);
        return true;
      }
      this.#hold(place, refusal, extent);
      return extent === 'part';
    }
  }

  /** Works on a channel, unless it is held back; undefined when it is, or becomes so. */
  async around<Result>(place: HeldPlace, work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#closed.has(place.channelId)) return undefined;
    try {
      return await work();
    } catch (error) {
      const { refusal, extent } = heldBy(error);
      this.#hold(place, refusal, extent);
      return undefined;
    }
  }

  /** True for a channel of which something waits. */
  isWaiting(channelId: string): boolean {
    return this.#unfinished.has(channelId);
  }

  /** True for a channel of which messages wait. */
  isHistoryWaiting(channelId: string): boolean {
    return this.#closed.has(channelId) || this.#withThreads.has(channelId);
  }

  /** Throws a StoppedError when something was held back, with a line for each reason. */
  throwIfAny(): void {
    const problems = [...this.#waiting.values()].map(heldNotice);
    const [first] = this.#waiting.values();
    const last = problems.pop();
    if (last === undefined) return;
    throw new StoppedError([...problems, notice('stopped-resumable', { problem: last })], {
      cause: first?.first,
    });
  }

  #hold({ channelId, label }: HeldPlace, refusal: SlackRefusal, extent: Extent): void {
    this.#unfinished.add(channelId);
    if (extent !== 'part') this.#closed.add(channelId);
    this.#waitingFor(refusal).channels.add(label);
  }

  #waitingFor(refusal: SlackRefusal): Waiting {
    const { code } = refusal;
    const known = this.#waiting.get(code);
    if (known !== undefined) return known;
    const waiting = { first: refusal, channels: new Set<string>(), threads: new Set<string>() };
    this.#waiting.set(code, waiting);
    return waiting;
  }
}

type Extent = NonNullable<ReturnType<typeof holdsBack>>;

/** Returns the refusal that holds something back, and what; throws any other error. */
function heldBy(error: unknown): { readonly refusal: SlackRefusal; readonly extent: Extent } {
  // A look that a private channel is still private is refused in front of the call itself.
  const refusal = error instanceof StoppedError ? error.cause : error;
  const extent = refusal instanceof SlackRefusal ? holdsBack(refusal) : undefined;
  if (extent === undefined || !(refusal instanceof SlackRefusal)) throw error;
  return { refusal, extent };
}

function heldNotice({ first, channels, threads }: Waiting): Notice {
  const places = [...channels, ...threads];
  const more = places.length > MAX_PLACES ? ', …' : '';
  return notice('held-back', {
    channels: channels.size,
    threads: threads.size,
    places: places.slice(0, MAX_PLACES).join(', ') + more,
    fault: channelFault(first.code),
    message: first.message,
  });
}
