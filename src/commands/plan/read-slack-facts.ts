import type { Config } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import type { TargetFacts } from '../../mapping/plan/target-facts.ts';
import type { CommandContext } from '../context.ts';

export async function readSlackFacts(
  _config: Config,
  _context: CommandContext,
): Promise<TargetFacts> {
  throw new UsageError('no');
}
