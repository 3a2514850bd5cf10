import { StoppedError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { channelFault, holdsBack, SlackRefusal } from '../../importers/slack/errors.ts';
import type { Post } from '../../model/model.ts';

/** Places named in the error of a run. */
const MAX_PLACES = 5;

/**
 * Channels and threads of a run that Slack lets the app write nothing into at present. The run goes on without them, and
 * ends as stopped; the same command resumes it.
 */
export class HeldBack {
  readonly #channels = new Set<string>();
  readonly #threads = new Set<string>();
  #first: SlackRefusal | undefined;

  /**
   * Works on a post, unless its channel or thread is held back. Returns false when its channel is: the rest of it waits,
   * because its messages are sent in order.
   */
  async attempt(slackChannel: string, post: Post, work: () => Promise<void>): Promise<boolean> {
    const rootId = post.thread.kind === 'reply' ? post.thread.root.id : post.id;
    const thread = `${slackChannel}/${rootId}`;
    if (this.#channels.has(slackChannel)) return false;
    if (this.#threads.has(thread)) return true;
    try {
      await work();
      return true;
    } catch (error) {
      const held = error instanceof SlackRefusal ? holdsBack(error) : undefined;
      if (held === undefined || !(error instanceof SlackRefusal)) throw error;
      this.#first ??= error;
      if (held === 'thread') this.#threads.add(thread);
      else this.#channels.add(slackChannel);
      return held === 'thread';
    }
  }

  /** Throws a StoppedError when something was held back. */
  throwIfAny(): void {
    if (this.#first === undefined) return;
    const channels = this.#channels.size;
    const places = [...this.#channels, ...this.#threads];
    const more = places.length > MAX_PLACES ? ', …' : '';
    const problem = notice('held-back', {
      channels,
      threads: this.#threads.size,
      places: places.slice(0, MAX_PLACES).join(', ') + more,
      fault: channelFault(this.#first.code),
      message: this.#first.message,
    });
    throw new StoppedError(notice('stopped-resumable', { problem }), { cause: this.#first });
  }
}
