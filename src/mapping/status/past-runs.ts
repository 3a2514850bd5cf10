import { z } from 'zod';

/** A run, as its log says. */
export interface PastRun {
  readonly command: string;
  /** Names of its flags, `--zip`. */
  readonly flags: readonly string[];
  /** ISO 8601. */
  readonly at: string;
  /** Undefined for a run that is going on or was killed. */
  readonly end: { readonly exitCode: number; readonly tookMs: number } | undefined;
  /** Posts that were read, and that were written or compared; undefined where the run counts none. */
  readonly posts: { readonly read: number; readonly written: number } | undefined;
}

const start = z.looseObject({
  event: z.literal('start'),
  at: z.iso.datetime(),
  command: z.string(),
  flags: z.array(z.string()).default([]),
});
const result = z.looseObject({
  event: z.literal('result'),
  account: z.looseObject({ posts: z.looseObject({ read: z.number(), written: z.number() }) }),
});
const end = z.looseObject({
  event: z.literal('end'),
  exitCode: z.number(),
  tookMs: z.number(),
});

/** Reads the values of a log's lines; undefined for what is no log. */
export function pastRun(lines: readonly unknown[]): PastRun | undefined {
  const found = <Value>(shape: { safeParse(line: unknown): { data?: Value } }): Value | undefined =>
    lines.map((line) => shape.safeParse(line).data).find((data) => data !== undefined);
  const begun = found(start);
  if (begun === undefined) return undefined;
  const ended = found(end);
  const posts = found(result)?.account.posts;
  return {
    command: begun.command,
    flags: begun.flags,
    at: begun.at,
    end: ended === undefined ? undefined : { exitCode: ended.exitCode, tookMs: ended.tookMs },
    posts: posts === undefined ? undefined : { read: posts.read, written: posts.written },
  };
}
