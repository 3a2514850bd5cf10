import { SLACK_METHODS } from '../../slack/methods.ts';
import { LEFT_OUT_REASONS } from '../account.ts';
import { CHANNEL_ACTIONS, CHANNEL_TYPES, PERSON_ACTIONS } from '../decisions.ts';
import { FILE_STATES } from '../file-states.ts';
import { LOSS_CODES } from '../losses.ts';
import { PENDING_KINDS } from '../manual-changes.ts';
import { KNOWN_SLACK_PLANS, TARGET_KINDS } from '../plan/target.ts';
import { COMPARED_FIELDS, COMPARED_THINGS, DIFFERENCE_KINDS } from '../verify/facts.ts';
import { FORMER_NAME } from '../verify/left-out.ts';
import { NOT_FETCHED } from '../verify/report.ts';
import { COUNTED_KINDS } from '../verify/side-counts.ts';

/** Decides about a text that is passed on: true when it names nothing and nobody. */
export type IsSafe = (text: string) => boolean;

/** Words that the program itself writes: codes, kinds and states. */
const CODE_WORDS: ReadonlySet<string> = new Set([
  ...LOSS_CODES,
  ...LEFT_OUT_REASONS,
  ...PENDING_KINDS,
  ...DIFFERENCE_KINDS,
  ...COMPARED_THINGS,
  ...COMPARED_FIELDS,
  ...COUNTED_KINDS,
  ...PERSON_ACTIONS,
  ...CHANNEL_ACTIONS,
  ...CHANNEL_TYPES,
  ...FILE_STATES,
  ...TARGET_KINDS,
  ...KNOWN_SLACK_PLANS,
  ...SLACK_METHODS,
  NOT_FETCHED,
  FORMER_NAME,
  ...[
    'mm2slack-plan',
    'mm2slack-verify',
    'mm2slack-differences',
    'workspace',
    'unknown',
    'manifest',
    'entry',
    'tie',
  ],
  ...['archive', 'account', 'mysql', 'postgres', 'en', 'ja', 'display', 'name', 'ascii'],
  ...['keep', 'drop', 'by-rule', 'name-only', 'rule', 'file', 'active', 'guest', 'deactivated'],
  ...['channels', 'groups', 'dms', 'mpims', 'zip-then-sync', 'replay', 'longest-channel'],
  ...['GET', 'HEAD'],
]);

/** Words of the program itself: codes of losses, kinds, actions and the like. */
export const isCode: IsSafe = (text) => CODE_WORDS.has(text);

/** Mattermost's ids: 26 characters of its own alphabet. */
export const isMattermostId: IsSafe = (text) => /^[a-z0-9]{26}$/.test(text);
/**
 * Slack's ids, and those that are made in their shape: a kind, then letters and digits, of which one at least is a digit.
 */
export const isSlackId: IsSafe = (text) => /^[A-Z](?=[A-Z]*\d)[A-Z0-9]{6,20}$/.test(text);
/** Ids of either side. */
export const isAnyId: IsSafe = (text) => isMattermostId(text) || isSlackId(text);

/** A `ts` of Slack. */
export const isTs: IsSafe = (text) => /^\d{1,12}\.\d{6}$/.test(text);
/** One `ts`, or several with spaces between them. */
export const isTsList: IsSafe = (text) => text.split(' ').every(isTs);
/** A SHA-256 in hexadecimal. */
export const isSha256: IsSafe = (text) => /^[0-9a-f]{64}$/.test(text);
/** A time of ISO 8601 in UTC. */
export const isMoment: IsSafe = (text) => /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z$/.test(text);
/** A month, as `2024-01`. */
export const isMonth: IsSafe = (text) => /^\d{4}-\d{2}$/.test(text);
/** `10.11.6-MariaDB-0+deb12u1`, `PostgreSQL 15.5`: numbers, and the names of the products. */
export const isVersion: IsSafe = (text) =>
  /^>?(?:PostgreSQL |MySQL |MariaDB )?[\d.]{1,40}(?:\+|-[\d.]{1,40}|-MariaDB(?:-\d[\da-z.+~:]{0,30})?)?$/.test(
    text,
  );
/** MIME types of files, whose first words are a closed list. */
export const isMimeType: IsSafe = (text) =>
  /^(?:application|audio|font|image|message|model|multipart|text|video)\/(?:octet-stream|pdf|zip|json|plain|html|csv|png|jpeg|gif|webp|mpeg|mp4)$/.test(
    text,
  );
