import { z } from 'zod';
import { REPAIRS } from '../model/encoding.ts';
import { LIMIT_NAMES } from '../slack/methods.ts';
import { inventory } from './inventory-schema.ts';

const text = z.string().min(1);
const names = z.union([text, z.array(text)]);
const positive = z.number().int().min(1);
/** The longest time that timers and PostgreSQL's settings can hold. */
const milliseconds = positive.max(2_147_483_647);

const source = z
  .strictObject({
    url: text,
    siteUrl: text,
    mattermostVersion: text,
    tls: z.enum(['off', 'on', 'skip-verify']),
    caFile: text,
    connectTimeoutMs: milliseconds,
    statementTimeoutMs: milliseconds,
    maxRowsPerSecond: positive,
    postsPerPage: positive.max(10_000),
    repairEncoding: z.enum(REPAIRS),
  })
  .partial();

const files = z
  .strictObject({
    store: text,
    region: text,
    endpoint: text,
    pathStyle: z.boolean(),
    deliver: z.enum(['api', 'link', 'bundle', 'none']),
    linkBaseUrl: text,
    linkDays: positive.max(365),
  })
  .partial();

const channels = z
  .strictObject({
    only: names,
    exclude: names,
    names: z.enum(['display', 'name', 'ascii']),
    rename: z.array(z.strictObject({ from: text, to: text, team: text.optional() })),
    archived: z.enum(['keep', 'open', 'skip']),
    takenNames: names,
  })
  .partial();

const target = z
  .strictObject({
    plan: z.enum(['free', 'pro', 'business-plus', 'enterprise-grid']),
    workspaceUrl: text,
  })
  .partial();

const people = z
  .strictObject({
    mapping: text,
    domains: z.record(text, text),
  })
  .partial();

const replay = z
  .strictObject({
    time: z.enum(['context', 'text']),
    reactions: z.enum(['summary', 'app', 'none']),
    direct: z.enum(['private-channel', 'skip']),
    iconUrl: text,
  })
  .partial();

const slack = z
  .strictObject({
    settleMs: milliseconds,
    retryAfterMs: milliseconds,
    limits: z.record(
      text.refine((name) => LIMIT_NAMES.includes(name)),
      positive,
    ),
    tables: z.enum(['block', 'attachment', 'text']),
    canvases: z.boolean(),
  })
  .partial();

const sync = z
  .strictObject({
    overlapMs: milliseconds,
    compareEveryMs: milliseconds,
  })
  .partial();

/** What applies to people and channels that a plan has not seen. */
const plan = z
  .strictObject({
    newPeople: z.enum(['by-rule', 'name-only']),
    newChannels: z.enum(['by-rule', 'skip']),
  })
  .partial();

/** The text import of `zip --format csv`. */
const csv = z.strictObject({ quoting: z.enum(['backslash', 'doubled']) }).partial();

/** What an archive has besides posts. */
const zip = z.strictObject({ bookmarks: z.enum(['none', 'message']) }).partial();

/** How Slack and S3 are reached; proxies are named by variables. */
const network = z.strictObject({ caFile: text }).partial();

/** The webhook that is called with how runs go. */
const notify = z.strictObject({ url: text }).partial();

const latex = z
  .strictObject({
    block: z.boolean(),
    inline: z.boolean(),
  })
  .partial();

/** What mm2slack.yaml may say; texts/{en,ja}/settings.ts say what each key means. */
export const settingsSchema = z
  .strictObject({
    source,
    mattermostConfig: text,
    // A bare text is its store.
    files: z.preprocess((value) => (typeof value === 'string' ? { store: value } : value), files),
    work: text,
    include: names,
    consent: text,
    hold: text,
    channels,
    teams: names,
    from: text,
    to: text,
    systemMessages: z.enum(['keep', 'drop']),
    redactSecrets: z.boolean(),
    lang: z.enum(['en', 'ja']),
    people,
    plan,
    replay,
    sync,
    slack,
    target,
    zip,
    csv,
    network,
    notify,
    latex,
    inventory,
  })
  .partial();

export type Settings = z.infer<typeof settingsSchema>;
export type SourceSettings = NonNullable<Settings['source']>;

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
  ['zip', zip],
  ['csv', csv],
  ['network', network],
  ['notify', notify],
  ['latex', latex],
  ['inventory', inventory],
]);

/** True for a key of mm2slack.yaml that has keys below it. */
export function isSection(key: string): boolean {
  return SECTIONS.has(key);
}

/** The keys of mm2slack.yaml in their order, nested ones as `section.key`. */
export function settingKeys(): readonly string[] {
  return Object.entries(settingsSchema.shape).flatMap(([key]) => {
    const section = SECTIONS.get(key);
    return section === undefined
      ? [key]
      : Object.keys(section.shape).map((inner) => `${key}.${inner}`);
  });
}

/**
 * The keys of the section that a way from the top leads to, through lists and sections in sections; none where it leads
 * to no section.
 */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = settingsSchema;
  for (const key of path) {
    schema = within(schema);
    if (schema instanceof z.ZodObject) schema = schema.shape[String(key)];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else return [];
  }
  const section = within(schema);
  return section instanceof z.ZodObject ? Object.keys(section.shape) : [];
}

/** The schema below what makes it optional or prepares its value. */
function within(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return within(schema.unwrap());
  return schema instanceof z.ZodPipe ? within(schema.out) : schema;
}
