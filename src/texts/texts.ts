import { account as accountEn } from './en/account.ts';
import { bookmarkList as bookmarkListEn } from './en/bookmark-list.ts';
import { checklist as checklistEn } from './en/checklist.ts';
import { consentRequest as consentRequestEn } from './en/consent-request.ts';
import { costs as costsEn } from './en/costs.ts';
import { decision as decisionEn } from './en/decision.ts';
import { doctor as doctorEn } from './en/doctor.ts';
import { evidence as evidenceEn } from './en/evidence.ts';
import { figures as figuresEn } from './en/figures.ts';
import { index as indexEn } from './en/index-page.ts';
import { integrations as integrationsEn } from './en/integrations.ts';
import { inventory as inventoryEn } from './en/inventory.ts';
import { losses as lossesEn } from './en/losses.ts';
import { notify as notifyEn } from './en/notify.ts';
import { pending as pendingEn } from './en/pending.ts';
import { people as peopleEn } from './en/people.ts';
import { plan as planEn } from './en/plan.ts';
import { plugins as pluginsEn } from './en/plugins.ts';
import { preview as previewEn } from './en/preview.ts';
import { runbook as runbookEn } from './en/runbook.ts';
import { savedPosts as savedPostsEn } from './en/saved-posts.ts';
import { security as securityEn } from './en/security.ts';
import { settings as settingsEn } from './en/settings.ts';
import { site as siteEn } from './en/site.ts';
import { status as statusEn } from './en/status.ts';
import { tables as tablesEn } from './en/tables.ts';
import { terminal as terminalEn } from './en/terminal.ts';
import { verify as verifyEn } from './en/verify.ts';
import { account as accountJa } from './ja/account.ts';
import { bookmarkList as bookmarkListJa } from './ja/bookmark-list.ts';
import { checklist as checklistJa } from './ja/checklist.ts';
import { consentRequest as consentRequestJa } from './ja/consent-request.ts';
import { costs as costsJa } from './ja/costs.ts';
import { decision as decisionJa } from './ja/decision.ts';
import { doctor as doctorJa } from './ja/doctor.ts';
import { evidence as evidenceJa } from './ja/evidence.ts';
import { figures as figuresJa } from './ja/figures.ts';
import { index as indexJa } from './ja/index-page.ts';
import { integrations as integrationsJa } from './ja/integrations.ts';
import { inventory as inventoryJa } from './ja/inventory.ts';
import { losses as lossesJa } from './ja/losses.ts';
import { notify as notifyJa } from './ja/notify.ts';
import { pending as pendingJa } from './ja/pending.ts';
import { people as peopleJa } from './ja/people.ts';
import { plan as planJa } from './ja/plan.ts';
import { plugins as pluginsJa } from './ja/plugins.ts';
import { preview as previewJa } from './ja/preview.ts';
import { runbook as runbookJa } from './ja/runbook.ts';
import { savedPosts as savedPostsJa } from './ja/saved-posts.ts';
import { security as securityJa } from './ja/security.ts';
import { settings as settingsJa } from './ja/settings.ts';
import { site as siteJa } from './ja/site.ts';
import { status as statusJa } from './ja/status.ts';
import { tables as tablesJa } from './ja/tables.ts';
import { terminal as terminalJa } from './ja/terminal.ts';
import { verify as verifyJa } from './ja/verify.ts';
import type { Language } from './language.ts';

const en = {
  account: accountEn,
  bookmarkList: bookmarkListEn,
  checklist: checklistEn,
  consentRequest: consentRequestEn,
  costs: costsEn,
  decision: decisionEn,
  doctor: doctorEn,
  evidence: evidenceEn,
  figures: figuresEn,
  index: indexEn,
  integrations: integrationsEn,
  inventory: inventoryEn,
  losses: lossesEn,
  notify: notifyEn,
  pending: pendingEn,
  people: peopleEn,
  plan: planEn,
  plugins: pluginsEn,
  preview: previewEn,
  runbook: runbookEn,
  savedPosts: savedPostsEn,
  security: securityEn,
  settings: settingsEn,
  site: siteEn,
  status: statusEn,
  tables: tablesEn,
  terminal: terminalEn,
  verify: verifyEn,
};

/** All texts of one language, by subject. */
export type Texts = typeof en;

const ja: Texts = {
  account: accountJa,
  bookmarkList: bookmarkListJa,
  checklist: checklistJa,
  consentRequest: consentRequestJa,
  costs: costsJa,
  decision: decisionJa,
  doctor: doctorJa,
  evidence: evidenceJa,
  figures: figuresJa,
  index: indexJa,
  integrations: integrationsJa,
  inventory: inventoryJa,
  losses: lossesJa,
  notify: notifyJa,
  pending: pendingJa,
  people: peopleJa,
  plan: planJa,
  plugins: pluginsJa,
  preview: previewJa,
  runbook: runbookJa,
  savedPosts: savedPostsJa,
  security: securityJa,
  settings: settingsJa,
  site: siteJa,
  status: statusJa,
  tables: tablesJa,
  terminal: terminalJa,
  verify: verifyJa,
};

/** All texts but those of errors and warnings, which are in notices.ts. Only commands and their reports load them. */
export const TEXTS: Readonly<Record<Language, Texts>> = { en, ja };
