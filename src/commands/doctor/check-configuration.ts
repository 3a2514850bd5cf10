import type { UsableParts } from '../../config/usable-parts.ts';
import { type Check, failure, ok, warning } from './check.ts';

/** Whether the settings make sense together, and what they deserve a remark for. */
export function checkConfiguration({
  complaints,
  warnings,
}: Pick<UsableParts, 'complaints' | 'warnings'>): readonly Check[] {
  if (complaints.length > 0) {
    const help = 'docs/configuration.md names every setting; mm2slack init writes a file of them';
    return [failure('configuration', 'the settings cannot be used', ...complaints, help)];
  }
  if (warnings.length === 0) return [ok('configuration', 'the settings can be used')];
  return warnings.map((says) => warning('configuration', says));
}
