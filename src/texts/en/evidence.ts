import type { LeaveOutReason } from '../../mapping/evidence/kinds.ts';

/** What `evidence` prints. `{name}` is filled with a value. */
export const evidence = {
  written:
    '{file}: {count} {count:file|files}, {size}. After unzip, sha256sum -c SHA256SUMS checks them.',
  leftOut: 'not packed: {path} ({reason})',
  reasons: {
    unknown: 'not a file that this program writes',
    'holds-secrets': 'holds parts of credentials',
    'holds-names': 'holds names or texts',
    'working-state': 'working state of the program',
    'not-a-file': 'not a file',
  } satisfies Record<LeaveOutReason, string>,
  whole: 'It holds names, addresses and texts: keep it like the work directory itself.',
  redacted: 'It holds ids, codes and numbers, and no names, addresses or texts.',
};
