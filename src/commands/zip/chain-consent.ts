import type { Selection } from '../../config/selection.ts';
import { notice } from '../../errors/notices.ts';
import { movesDirect, refuseOtherConsent } from '../run/consent.ts';
import type { Scope } from '../run/scope.ts';
import type { ZipChain } from './chain.ts';

/**
 * Records in a chain by which list of consent its direct and group messages were chosen. UsageError when an archive that
 * follows has none, or another one.
 */
export function rememberConsent(
  { exported, isSinceLast }: Pick<ZipChain, 'exported' | 'isSinceLast'>,
  settings: Pick<Selection, 'include'>,
  { consent }: Pick<Scope, 'consent'>,
): void {
  if (exported === undefined) return;
  const before = isSinceLast ? (exported.meta('consent') ?? '') : '';
  if (before !== '' && movesDirect(settings)) {
    refuseOtherConsent(consent, before, notice('consent-of-chain'));
  }
  exported.setMeta('consent', consent?.digest ?? before);
}
