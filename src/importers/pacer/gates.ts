import type { ApiLimits, SlackMethod } from '../../mapping/api-limits.ts';
import { Bucket } from './bucket.ts';
import type { Clock } from './clock.ts';
import { Turnstile } from './turnstile.ts';

interface CallPlace {
  readonly method: SlackMethod;
  readonly channel: string;
}

/** What a call has to pass. */
interface Gate {
  readonly turnstile: Turnstile;
  readonly shared: Bucket;
  readonly own: Bucket | undefined;
}

export interface Gates {
  of(call: CallPlace): Gate;
  /** Slack asked this call to wait: its channel for a message, its method otherwise. */
  backOff(call: CallPlace, ms: number): void;
}

/** So many channels that are told to wait within this time mean the workspace, not each of them. */
const CROWD = 3;
const CROWD_MS = 10_000;

/** Every budget by name, each made when it is first asked for. */
export function makeGates(limits: ApiLimits, clock: Clock): Gates {
  const methods = new Map<SlackMethod, Omit<Gate, 'own'>>();
  const channels = new Map<string, Bucket>();
  const refusals = new Map<string, number>();

  function methodGate(method: SlackMethod): Omit<Gate, 'own'> {
    const known = methods.get(method);
    if (known !== undefined) return known;
    const shared = bucketOf(method, limits);
    const gate = { shared, turnstile: new Turnstile(shared, clock) };
    methods.set(method, gate);
    return gate;
  }

  function channelBucket(channel: string): Bucket {
    const bucket = channels.get(channel) ?? new Bucket(limits.postsPerChannelPerMinute);
    channels.set(channel, bucket);
    return bucket;
  }

  function isCrowd(channel: string, nowMs: number): boolean {
    refusals.set(channel, nowMs);
    for (const [other, atMs] of refusals) if (atMs < nowMs - CROWD_MS) refusals.delete(other);
    return refusals.size >= CROWD;
  }

  const gates: Gates = {
    of({ method, channel }) {
      const own = method === 'chat.postMessage' ? channelBucket(channel) : undefined;
      return { ...methodGate(method), own };
    },
    backOff(call, ms) {
      const { shared, own, turnstile } = gates.of(call);
      const nowMs = clock.nowMs();
      const untilMs = nowMs + ms;
      own?.backOff(nowMs, untilMs);
      if (own === undefined || isCrowd(call.channel, nowMs)) shared.backOff(nowMs, untilMs);
      turnstile.serve();
    },
  };
  return gates;
}

/** Messages share the workspace's budget, whose places may be kept for the longest channel. */
function bucketOf(method: SlackMethod, { perMinute, postsPerMinute }: ApiLimits): Bucket {
  return method === 'chat.postMessage'
    ? new Bucket(postsPerMinute, 2)
    : new Bucket(perMinute[method]);
}
