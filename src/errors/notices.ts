/*
 * What the program can tell a person about a problem: a code for each kind, and the names of the values that its
 * sentence is filled with. The sentences are in texts/{en,ja}/notices-*.ts, one for each code in both languages.
 */

/** What the user wrote cannot be used. */
export const CONFIG_NOTICES = {
  'work-empty': [],
} as const;

/** The database or the file store cannot be read, or is not what it should be. */
export const SOURCE_NOTICES = {
  'ids-collide': ['collision'],
} as const;

/** The archive, the workspace or the ledger cannot be written or read. */
export const TARGET_NOTICES = {} as const;

/** A command cannot go on, or has something to say beside its report. */
export const RUN_NOTICES = {
  interrupted: [],
  'name-not-selected': ['name'],
  'archive-is-redacted': ['name'],
  'ledger-missing': ['path'],
  'ledger-has-no-channel': [],
  'loss-line-unreadable': ['path', 'line'],
  'manifest-line-unreadable': ['path', 'line'],
  'manifest-missing': ['name'],
  'manifest-version-unknown': ['path', 'version', 'known'],
  'ids-equal-in-slack': ['first', 'second', 'slackId'],
  'merge-target-hidden': ['channel', 'target'],
  'target-channel-public': ['channel', 'type', 'target'],
  'adopt-channel-ambiguous': ['channel'],
  'adopt-channel-other-kind': ['channel'],
  'adopt-channel-hidden': ['channel'],
  'verify-account-unbalanced': ['read', 'compared', 'missing'],
} as const;

/** What a plan or a file of the team's holds cannot be followed, or no longer fits. */
export const PLAN_NOTICES = {
  'in-line': ['file', 'line', 'problem'],
  'table-empty': ['file'],
  'table-unreadable': ['file', 'reason'],
  'table-encoding': ['file'],
  'columns-missing': ['columns'],
  'cell-count': ['count', 'expected'],
  'cell-empty': [],
  'cell-unknown': ['column', 'word', 'expected'],
  'cell-not-yes-or-no': ['column', 'word'],
  'pending-change-unknown': ['change'],
  'username-missing': [],
  'id-missing': [],
  'line-repeated': ['name', 'line'],
  'name-mapped-twice': ['name'],
  'mapped-account-wrong': ['account'],
  'mapped-account-missing': ['name', 'account'],
  'username-unknown': ['username'],
  'account-needs-match': ['account'],
  'email-missing': ['username'],
  'match-needs-account': [],
  'account-missing': ['account'],
  'account-wrong': ['account'],
  'account-shared': ['first', 'second', 'account'],
  'channel-id-unknown': ['id'],
  'channel-name-shared': ['name', 'first', 'second'],
  'visibility-refused': ['type', 'visibility', 'expected'],
  either: ['first', 'second'],
  'channel-name-wrong': ['name', 'max'],
  'channel-name-exists': ['name'],
  'merge-needs-name': [],
  'channel-not-seen': ['channel'],
  'channel-archived-there': ['channel'],
  'merge-into-public': ['type', 'name'],
  'plan-not-json': ['file'],
  'plan-is-none': ['file'],
  'plan-newer': ['file', 'version', 'expected'],
  'plan-older': ['file', 'version', 'expected'],
  'plan-field-wrong': ['file', 'field', 'problem'],
  'plan-no-longer-fits': ['file'],
  'plan-difference': ['difference'],
  'about-channel': ['channel', 'what'],
  'about-person': ['person', 'what'],
  'planned-channel-gone': ['action'],
  'planned-person-gone': ['action'],
  'planned-otherwise': ['planned', 'now'],
  'planned-archived': [],
  'planned-not-archived': [],
  'planned-state': ['state', 'action', 'now'],
  'planned-address': ['planned', 'now'],
  'channel-renamed-since': ['name', 'displayName', 'slackName'],
  'renamed-since': [],
  'header-changed': [],
  'purpose-changed': [],
  'username-changed': ['username'],
  'full-name-changed': [],
  'new-since-plan': ['rule'],
  'account-deactivated': [],
  'public-and-other-merged': [],
  'name-taken': [],
  'own-name-taken': ['name'],
  'merge-target-archived': [],
  'private-merge-by-import': [],
  'hidden-channels': [],
  'people-not-listed': ['ids'],
  'more-people-not-listed': ['ids', 'count'],
} as const;

export const NOTICES = {
  ...CONFIG_NOTICES,
  ...SOURCE_NOTICES,
  ...TARGET_NOTICES,
  ...RUN_NOTICES,
  ...PLAN_NOTICES,
} as const;

export type NoticeCode = keyof typeof NOTICES;

/** A value of a sentence: numbers are grouped by thousands, a notice is put into its own sentence. */
export type NoticeValue = string | number | Notice;

/** A problem, for whoever words it: what it is, and the values of this case. */
export interface Notice {
  readonly code: NoticeCode;
  readonly values: Readonly<Record<string, NoticeValue>>;
}

type ValuesOf<Code extends NoticeCode> = (typeof NOTICES)[Code][number] extends never
  ? readonly []
  : readonly [values: Readonly<Record<(typeof NOTICES)[Code][number], NoticeValue>>];

/** Makes a notice; the type checker wants exactly the values that its sentence names. */
export function notice<Code extends NoticeCode>(code: Code, ...rest: ValuesOf<Code>): Notice {
  const [values = {}] = rest;
  return { code, values };
}

/** The notice without a language, for a stack trace: `ids-collide {"collision":"U1"}`. */
export function noticeCodeAndValues({ code, values }: Notice): string {
  return Object.keys(values).length === 0 ? code : `${code} ${JSON.stringify(values)}`;
}
