import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { UsageError } from '../../errors.ts';

const headLine = z.looseObject({ options: z.looseObject({ redactSecrets: z.literal(true) }) });

/**
 * UsageError when an archive was made with --redact-secrets and this run is not told so: every credential would be a
 * difference, and written down as one. An archive without a manifest is not asked.
 */
export async function refuseUnredacted(
  zips: readonly string[],
  { workDirectory, redactSecrets }: Pick<Config, 'workDirectory' | 'redactSecrets'>,
): Promise<void> {
  if (redactSecrets) return;
  for (const zip of zips) {
    const name = basename(zip);
    if (await isRedacted(join(workDirectory, `${name}.manifest.jsonl`))) {
      throw new UsageError(
        `${name} was made with --redact-secrets: say it again, or set redactSecrets: true in the configuration; nothing was done`,
      );
    }
  }
}

/** What is no manifest is for the check of manifests to complain of. */
async function isRedacted(manifest: string): Promise<boolean> {
  try {
    await access(manifest);
  } catch {
    return false;
  }
  const stream = createReadStream(manifest);
  try {
    for await (const line of createInterface({ input: stream })) {
      return headLine.safeParse(parsed(line)).success;
    }
    return false;
  } finally {
    stream.destroy();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
