/** What is wrong with a site that `archive` writes or reads. */
export const SITE_NOTICES = {
  'folder-not-a-site': ['path', 'file'],
  'site-unbalanced': ['read', 'written'],
  'site-deleted-unbalanced': ['read', 'written'],
  'site-unreadable': ['path', 'file'],
  'site-person-unknown': ['name'],
  'site-links-need-folder': [],
  'site-without-consent': ['file'],
  'site-verify-needs-folder': [],
} as const;
