/** Problems of the list of direct and group messages whose people agreed to the move. */
export const CONSENT_NOTICES = {
  'consent-answer-unknown': ['word', 'expected'],
  'consent-of-other-source': ['id', 'count', 'lines'],
  'consent-of-others': ['people'],
  'consent-file-missing': ['path'],
  'consent-without-direct': [],
  'consent-not-of-plan': ['file', 'plan'],
  'consent-followed': ['file', 'moving', 'staying'],
  'consent-not-followed': ['file', 'answers'],
  'consent-missing': ['place'],
  'consent-differs': ['place'],
  'consent-withdrawn': ['count', 'channels'],
  'consent-changed': ['count', 'channels'],
  'consent-of-chain': [],
  'consent-of-ledger': [],
} as const;
