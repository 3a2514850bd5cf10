import { UsageError } from '../../errors.ts';
import type { Conversation } from '../../mapping/conversations.ts';

/** Posts that are older than what was moved of their conversation: appended, they would stand behind newer ones. */
export interface OrderGuard {
  tooOld(conversation: Conversation, createAtMs: number): void;
  /** UsageError naming every conversation, if there is any. */
  throwAny(): void;
}

export function orderGuard(): OrderGuard {
  const found = new Map<string, { posts: number; firstMs: number; lastMs: number }>();
  return {
    tooOld({ name }, createAtMs) {
      const known = found.get(name);
      found.set(name, {
        posts: (known?.posts ?? 0) + 1,
        firstMs: Math.min(known?.firstMs ?? createAtMs, createAtMs),
        lastMs: Math.max(known?.lastMs ?? createAtMs, createAtMs),
      });
    },
    throwAny() {
      if (found.size === 0) return;
      const channels = [...found].map(
        ([name, { posts, firstMs, lastMs }]) =>
          `#${name} (${posts} posts of ${dayOf(firstMs)} to ${dayOf(lastMs)})`,
      );
      throw new UsageError(
        `--since-last: older posts would stand behind newer ones that were moved already, in ${channels.join(', ')}; use the --from of the first archive, or make a new one of these channels`,
      );
    },
  };
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
