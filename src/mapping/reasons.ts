/**
 * Why a decision about a person or a channel was made, as plan.json and the lists have it: in English, whatever the
 * language. `{reason}` is one of these texts again; several stand behind each other with `; ` between them.
 */
export const REASONS = {
  'bot-account': 'a bot account',
  'mapping-file': 'the mapping file says so',
  'users-csv': 'users.csv says so',
  'channels-csv': 'channels.csv says so',
  'one-person': '{reason}: one person with {name}',
  'same-address': 'the same e-mail address',
  'same-address-new-domain': 'the same e-mail address on its new domain',
  'same-address-plus': 'the same e-mail address but for what follows the +',
  'same-address-new-domain-plus':
    'the same e-mail address on its new domain but for what follows the +',
  'several-accounts': '{accounts} have {reason}, so none is taken',
  'account-of-other': "{reason}, but that account is {name}'s",
  'account-deactivated': 'the Slack account is deactivated',
  'no-account': 'has no Slack account yet',
  'other-server': 'belongs to another server, through a shared channel',
  deactivated: 'deactivated',
  'not-invited': 'nobody is invited',
  'no-address': 'has no e-mail address',
  'address-blank-inside': 'its e-mail address has a blank or an invisible character in it',
  'address-no-at': 'its e-mail address has no @',
  'address-two-ats': 'its e-mail address has more than one @',
  'address-bad-name': 'its e-mail address has no valid name before the @',
  'address-no-dot': 'its e-mail address has no dot behind the @',
  'address-bad-domain': 'its e-mail address has no valid domain',
  'address-reserved-domain': 'its e-mail address is on a domain that receives no mail from outside',
  'address-shared': 'the same e-mail address as {names}: one person?',
  'newcomer-by-name': 'new since the plan, which moves newcomers by name only',
  'new-channel-skipped': 'new since the plan, which leaves new channels out',
  'quiet-channel': 'taken over from cleanup.csv: nobody wrote for a year',
  'doubled-channel': 'taken over from cleanup.csv: another channel has its name and its people',
  'inactive-person': 'taken over from cleanup.csv: not seen for 90 days, so no seat',
  'archived-skipped': 'archived channels are not moved (channels.archived)',
  'general-joined': "it joins the workspace's general channel",
  'name-there': 'the workspace has a public channel of this name',
  'group-too-large': '{people} people are more than the {most} that a group message in Slack holds',
  'direct-message': 'a direct message has no name',
  'group-message': 'named after its members, as Slack names group messages',
  'general-channel': 'the oldest town-square becomes the general channel',
  renamed: 'renamed by channels.rename',
  'no-ascii-name': 'no name in ASCII letters',
  'ascii-of-display-name': 'ASCII letters of the display name',
  'own-name': 'the name',
  'legal-name': 'the name, made legal',
  'display-name': 'the display name, as people know it',
  'no-name': 'neither name has a letter that Slack allows',
  'name-taken': '#{name} is another channel',
} as const;
export type ReasonCode = keyof typeof REASONS;

/** A reason that was read again. The value `reason` of some is a list itself. */
export interface ReasonPart {
  readonly code: ReasonCode;
  readonly values: Readonly<Record<string, string>>;
  readonly reason: readonly ReasonPart[] | undefined;
}

/** Writes a reason with its values. */
export const reasonText = (
  code: ReasonCode,
  values: Readonly<Record<string, string | number>>,
): string => REASONS[code].replace(VALUE, (whole, name: string) => String(values[name] ?? whole));

/** Joins reasons for one decision. */
export const joinReasons = (...reasons: readonly string[]): string => reasons.join(BETWEEN);

const VALUE = /\{(\w+)\}/g;
const BETWEEN = '; ';

/** Reads what `reasonText` and `joinReasons` wrote; undefined where a part is none of them. */
export function parseReason(text: string): readonly ReasonPart[] | undefined {
  const parts: ReasonPart[] = [];
  for (const each of text.split(BETWEEN)) {
    const part = parsePart(each);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

function parsePart(text: string): ReasonPart | undefined {
  for (const { code, pattern } of PATTERNS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const { reason: inner, ...values } = found.groups ?? {};
    if (inner === undefined) return { code, values, reason: undefined };
    const reason = parseReason(inner);
    if (reason !== undefined) return { code, values, reason };
  }
  return undefined;
}

const CODES = Object.keys(REASONS).filter((code): code is ReasonCode =>
  Object.hasOwn(REASONS, code),
);

/** A name of one person or channel has no blank: what follows it is no part of it. */
const VALUES: Readonly<Record<string, string>> = { name: String.raw`\S+` };

/** Texts without values first: `the same e-mail address` is no beginning of another one. */
const PATTERNS = CODES.map((code) => ({ code, pattern: patternOf(REASONS[code]) })).toSorted(
  (a, b) => Number(REASONS[a.code].includes('{')) - Number(REASONS[b.code].includes('{')),
);

function patternOf(template: string): RegExp {
  const source = template
    .split(VALUE)
    .map((piece, at) => (at % 2 === 1 ? `(?<${piece}>${VALUES[piece] ?? '.+'})` : escaped(piece)));
  return new RegExp(`^${source.join('')}$`, 'su');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
