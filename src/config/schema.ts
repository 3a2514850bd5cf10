import { z } from 'zod';
import { LIMIT_NAMES } from '../slack/methods.ts';

const text = z.string().min(1);
const names = z.union([text, z.array(text)]);
const positive = z.number().int().min(1);
/** The longest time that timers and PostgreSQL's settings can hold. */
const milliseconds = positive.max(2_147_483_647);

const source = z
  .strictObject({
    url: text.describe('database address; a password may come from `MM2SLACK_SOURCE_PASSWORD`'),
    siteUrl: text.describe("the Mattermost server's address, for links to old posts"),
    tls: z
      .enum(['off', 'on', 'skip-verify'])
      .describe('`off`, `on` or `skip-verify`; wins over the address (default: what that says)'),
    caFile: text.describe('certificate authority of your own (PEM); turns `tls` on'),
    connectTimeoutMs: milliseconds.describe('time to connect (default 10000)'),
    statementTimeoutMs: milliseconds.describe('time limit of one statement (default 600000)'),
    maxRowsPerSecond: positive.describe('read no faster than this (default: no limit)'),
    postsPerPage: positive.max(10_000).describe('posts a query, up to 10000 (default 1000)'),
  })
  .partial();

const files = z
  .strictObject({
    store: text.describe(
      "folder of Mattermost's local file store, or `s3://bucket/prefix`; `files: <folder>` says the same",
    ),
    region: text.describe(
      "in S3, the bucket's region (default: what Mattermost or AWS_REGION says)",
    ),
    endpoint: text.describe("in S3, the address of a store that is not Amazon's"),
    pathStyle: z
      .boolean()
      .describe('in S3, the bucket stands in the path (default true with an endpoint of its own)'),
    deliver: z
      .enum(['api', 'link', 'bundle', 'none'])
      .describe(
        'how attachments arrive: uploaded by `api`, as a `link` in the ZIP, as a `bundle` inside a ZIP that is not for import, or `none` (default api)',
      ),
    linkBaseUrl: text.describe(
      'where `mm2slack serve-files` is reached from outside; links are signed with `MM2SLACK_LINK_KEY`',
    ),
    linkDays: positive
      .max(365)
      .describe('days that links live (default 7, the most for presigned S3 links)'),
  })
  .partial();

const channels = z
  .strictObject({
    only: names.describe('only these channels: name, team/name, display name or id'),
    exclude: names.describe('not these channels'),
    names: z
      .enum(['display', 'name', 'ascii'])
      .describe(
        'which name a channel gets in Slack: `display`, `name` or `ascii` (default display)',
      ),
    rename: z
      .array(z.strictObject({ from: text, to: text, team: text.optional() }))
      .describe(
        'list of `from` (regular expression for the whole name), `to` (may use `$1`) and maybe `team`; the first that answers counts',
      ),
    archived: z
      .enum(['keep', 'open', 'skip'])
      .describe('archived channels: `keep` archived, `open` them in Slack, `skip` (default keep)'),
    takenNames: names.describe('names taken in Slack by channels that the token cannot see'),
  })
  .partial();

const target = z
  .strictObject({
    plan: z
      .enum(['free', 'pro', 'business-plus', 'enterprise-grid'])
      .describe(
        'plan of the workspace, where its API does not say: `free`, `pro`, `business-plus` or `enterprise-grid`',
      ),
    workspaceUrl: text.describe('`https://<workspace>.slack.com`, for `--rewrite-permalinks`'),
  })
  .partial();

const people = z
  .strictObject({
    mapping: text.describe(
      'CSV file of the columns `mattermost` (username or e-mail) and `slack` (member id or e-mail)',
    ),
    domains: z
      .record(text, text)
      .describe('e-mail domains that changed, as `old: new`, for matching people'),
  })
  .partial();

const replay = z
  .strictObject({
    time: z
      .enum(['context', 'text'])
      .describe(
        'the original time: `context` below the message, `text` before it (default context)',
      ),
    reactions: z
      .enum(['summary', 'app', 'none'])
      .describe(
        "reactions of others: a `summary` line, the `app`'s own, or `none` (default summary)",
      ),
    direct: z
      .enum(['private-channel', 'skip'])
      .describe(
        'direct and group messages that were asked for: `private-channel` or `skip` (default private-channel)',
      ),
    iconUrl: text.describe('address of a picture of each person, with `{username}` or `{id}`'),
  })
  .partial();

const slack = z
  .strictObject({
    settleMs: milliseconds.describe(
      'how long a request may still be under way before its outcome is looked up (default 60000)',
    ),
    retryAfterMs: milliseconds.describe(
      'how long to wait when Slack asks to without saying how long (default 30000)',
    ),
    limits: z
      .record(
        text.refine((name) => LIMIT_NAMES.includes(name)),
        positive,
      )
      .describe(
        "calls a minute by method, and `postsPerChannel` and `posts` a minute (default: Slack's own)",
      ),
  })
  .partial();

const sync = z
  .strictObject({
    overlapMs: milliseconds.describe(
      'how far before the last run changes are looked at again, for late commits and clocks that differ (default 600000)',
    ),
    compareEveryMs: milliseconds.describe(
      'how often the ids of both sides are compared, for rows that are gone (default 3600000)',
    ),
  })
  .partial();

/** What applies to people and channels that a plan has not seen. */
const plan = z
  .strictObject({
    newPeople: z
      .enum(['by-rule', 'name-only'])
      .describe('people who came after the plan: `by-rule` or `name-only` (default by-rule)'),
    newChannels: z
      .enum(['by-rule', 'skip'])
      .describe('channels that came after the plan: `by-rule` or `skip` (default by-rule)'),
  })
  .partial();

const latex = z
  .strictObject({
    block: z.boolean().describe('the server showed LaTeX blocks (default true)'),
    inline: z.boolean().describe('the server showed inline LaTeX (default false)'),
  })
  .partial();

const amount = z.number().min(0);

const inventory = z
  .strictObject({
    seats: positive.describe('people who will need Slack (default: who was active in 90 days)'),
    seatPrice: amount.describe("Slack's price a person a month (default 1050)"),
    currency: text.describe('currency of that price (default JPY)'),
    running: z
      .record(text, amount)
      .describe('what staying costs a month, as `name: amount`, for hosting, hours and the like'),
    runningRate: amount.describe(
      "what one unit of the running costs' currency is in `inventory.currency` (default 1)",
    ),
    operatingSystem: text.describe('what the server runs on, for the end of its support'),
  })
  .partial();

/** What mm2slack.yaml may say. The descriptions are the table of docs/configuration.md. */
export const settingsSchema = z
  .strictObject({
    source,
    mattermostConfig: text.describe("Mattermost's config.json"),
    // A bare text is its store.
    files: z.preprocess((value) => (typeof value === 'string' ? { store: value } : value), files),
    work: text.describe('work directory (default `./mm2slack-work`)'),
    include: names.describe('`public`, `private`, `direct`, `group` (default public, private)'),
    channels,
    teams: names.describe('only channels of these teams'),
    from: text.describe('only posts from this day or moment on (UTC)'),
    to: text.describe('only posts before this day or moment (UTC)'),
    systemMessages: z
      .enum(['keep', 'drop'])
      .describe('joins, topics and the like: `keep` or `drop` (default keep)'),
    redactSecrets: z
      .boolean()
      .describe(
        'credentials stay behind: a mark stands where each was, and text files that hold one are left out (default false)',
      ),
    lang: z.enum(['en', 'ja']).describe('language of reports: `en` or `ja` (default en)'),
    people,
    plan,
    replay,
    sync,
    slack,
    target,
    latex,
    inventory,
  })
  .partial();

export type Settings = z.infer<typeof settingsSchema>;
export type SourceSettings = NonNullable<Settings['source']>;

/** A key of mm2slack.yaml, nested ones as `section.key`. */
export interface SettingKey {
  readonly key: string;
  readonly description: string;
}

const SECTIONS = new Map<string, z.ZodObject>([
  ['source', source],
  ['files', files],
  ['channels', channels],
  ['people', people],
  ['plan', plan],
  ['replay', replay],
  ['sync', sync],
  ['slack', slack],
  ['target', target],
  ['latex', latex],
  ['inventory', inventory],
]);

export function isSection(key: string): boolean {
  return SECTIONS.has(key);
}

/** Every key in the order of the schema. */
export function settingKeys(): readonly SettingKey[] {
  return Object.entries(settingsSchema.shape).flatMap(([key, field]) => {
    const section = SECTIONS.get(key);
    if (section === undefined) return [{ key, description: descriptionOf(field) }];
    return Object.entries(section.shape).map(([inner, innerField]) => ({
      key: `${key}.${inner}`,
      description: descriptionOf(innerField),
    }));
  });
}

function descriptionOf(field: z.core.$ZodType): string {
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  return inner instanceof z.ZodType ? (inner.description ?? '') : '';
}

/** The names that may stand in a section, or at the top when `section` is undefined. */
export function keysIn(section: string | undefined): readonly string[] {
  const shape = section === undefined ? settingsSchema.shape : SECTIONS.get(section)?.shape;
  return Object.keys(shape ?? {});
}
