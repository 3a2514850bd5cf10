import { parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { nearest } from './nearest.ts';

const names = z.union([z.string(), z.array(z.string())]);
const positive = z.number().int().positive();

/** What mm2slack.yaml may say. The description of each key becomes the table of docs/configuration.md. */
export const settingsSchema = z
  .object({
    source: z
      .strictObject({
        url: z.string().describe('database URL; a password may come from MM2SLACK_SOURCE_PASSWORD'),
        siteUrl: z.string().describe("the Mattermost server's address, for links to old posts"),
        tls: z.string().describe('off, on or skip-verify; wins over the URL'),
        caFile: z.string().describe('PEM file of a certificate authority of your own'),
        connectTimeoutMs: positive.describe('time to connect (default 10000)'),
        statementTimeoutMs: positive.describe('time limit of one statement (default 600000)'),
        maxRowsPerSecond: positive.describe('read no faster than this (default: no limit)'),
        postsPerPage: positive.max(10_000).describe('posts per query (default 1000)'),
      })
      .partial(),
    mattermostConfig: z.string().describe("Mattermost's config.json"),
    files: z.string().describe("folder of Mattermost's local file store"),
    work: z.string().describe('work directory (default ./mm2slack-work)'),
    include: names.describe('public, private, direct, group (default public, private)'),
    channels: z
      .strictObject({
        only: names.describe('only these channels: name, team/name, display name or id'),
        exclude: names.describe('not these channels'),
        names: z
          .enum(['display', 'name', 'ascii'])
          .describe('which name a channel gets in Slack (default display)'),
      })
      .partial(),
    teams: names.describe('only channels of these teams'),
    from: z.string().describe('only posts from this day or moment on (UTC)'),
    to: z.string().describe('only posts before this day or moment (UTC)'),
    systemMessages: z.enum(['keep', 'drop']).describe('joins, topics and the like (default keep)'),
    lang: z.enum(['en', 'ja']).describe('language of reports (default en)'),
    target: z
      .strictObject({
        workspaceUrl: z
          .string()
          .describe('https://<workspace>.slack.com, for --rewrite-permalinks'),
      })
      .partial(),
    latex: z
      .strictObject({
        block: z.boolean().describe('the server showed LaTeX blocks (default true)'),
        inline: z.boolean().describe('the server showed inline LaTeX (default false)'),
      })
      .partial(),
  })
  .partial()
  .strict();

export type Settings = z.infer<typeof settingsSchema>;

/** The settings in the text of mm2slack.yaml; every complaint at once in a ConfigError. */
export function parseSettings(path: string, yaml: string): Settings {
  const document = parseDocument(yaml);
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? 1;
    throw new ConfigError([`${path}:${line}: ${error.code.toLowerCase().replaceAll('_', ' ')}`]);
  }
  const parsed = settingsSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.flatMap((issue) => complaints(path, issue)));
}

function complaints(path: string, issue: z.core.$ZodIssue): readonly string[] {
  const where = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') {
    return [
      `${path}: ${where || 'the whole file'}: ${issue.message.replace(/^Invalid input: /, '')}`,
    ];
  }
  return issue.keys.map((key) => {
    const full = [...issue.path, key].join('.');
    const near = nearest(key, keysAt(issue.path));
    return `${path}: unknown key ${full}${near === undefined ? '' : `, did you mean ${near}?`}`;
  });
}

/** The keys that may stand where an unknown one was found. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const [section] = path;
  if (section === undefined) return Object.keys(settingsSchema.shape);
  return settingKeys()
    .filter(({ key }) => key.startsWith(`${String(section)}.`))
    .map(({ key }) => key.slice(String(section).length + 1));
}

/** Every key, nested ones as `section.key`, with its description. */
export function settingKeys(): readonly { key: string; description: string }[] {
  return Object.entries(settingsSchema.shape).flatMap(([key, optional]) => {
    const type = optional.unwrap();
    if (!(type instanceof z.ZodObject)) return [{ key, description: type.description ?? '' }];
    return Object.entries(type.shape).map(([inner, field]) => ({
      key: `${key}.${inner}`,
      description: (field instanceof z.ZodOptional ? descriptionOf(field) : '') ?? '',
    }));
  });
}

function descriptionOf(field: z.ZodOptional): string | undefined {
  const inner = field.unwrap();
  return inner instanceof z.ZodType ? inner.description : undefined;
}
