import type { SlackMethod } from '../../mapping/api-limits.ts';
import { type Action, type ActionKind, intentOf } from '../ledger/ledger.ts';
import { doOnce } from './do-once.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';

/** A call that does no harm when it is sent twice: it sets a state, and Slack says when it is set already. */
export interface SmallDeed {
  readonly kind: ActionKind;
  /** What follows the kind in the ledger's key. */
  readonly name: string;
  readonly method: SlackMethod;
  readonly args: Readonly<Record<string, unknown>>;
  readonly channelId: string;
  readonly postId?: string;
  readonly slackChannel: string;
  readonly alreadyDone?: readonly string[];
}

export function doSmall(run: ReplayRun, deed: SmallDeed): Promise<Action> {
  const { kind, name, method, args, channelId, postId = '', slackChannel } = deed;
  return doOnce(run, {
    intent: intentOf({ key: `${kind}:${name}`, kind, channelId, postId, slackChannel }),
    alreadyDone: deed.alreadyDone ?? [],
    find: undefined,
    async act(intend) {
      await pacedCall(run, method, args, { beforeSend: intend });
      return {};
    },
  });
}
