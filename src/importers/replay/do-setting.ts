import { createHash } from 'node:crypto';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { doOnce } from './do-once.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';
import type { SmallDeed } from './small-deeds.ts';

/** A state of the workspace, such as a topic: setting it again does no harm, and nothing is set that is so already. */
export interface Setting extends SmallDeed {
  /** What it is to be; the ledger keeps its digest alone. */
  readonly digest: string;
}

/** Sets it unless the ledger has it so; what Slack refused is asked for again when it is to be something else. */
export function doSetting(run: ReplayRun, setting: Setting): Promise<Action> {
  const { kind, name, method, args, channelId, postId = '', slackChannel, digest } = setting;
  const key = `${kind}:${name}`;
  const known = run.ledger.get(key);
  if (known !== undefined && known.state !== 'intended' && known.digest !== digest) {
    run.ledger.forget(key);
  }
  return doOnce(run, {
    intent: intentOf({ key, kind, channelId, postId, slackChannel, digest }),
    alreadyDone: setting.alreadyDone ?? [],
    // Looked up nowhere: but a request that is still under way must not overtake the next one.
    find: async () => undefined,
    async act(intend) {
      await pacedCall(run, method, args, { beforeSend: intend });
      return {};
    },
  });
}

/** What a text is known by in the ledger. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
