import { ConfigError, type Line } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { type BulkSource, parseBulkSource } from './bulk-source.ts';
import type { Complaints } from './complaints.ts';
import { Secret } from './database-address.ts';
import { DEFAULTS } from './defaults.ts';
import type { Env } from './flags.ts';
import { DIRECT } from './network.ts';
import { first, type Place, type Places, type S3Place } from './place.ts';
import { checkedUrl, parseS3Url, type S3Files, type S3Options, serverS3 } from './s3-files.ts';
import type { Settings } from './schema.ts';
import { firstBulkSource } from './source.ts';

/** Where the bytes of attachments are. */
export type FilesConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'local'; readonly directory: string }
  /** The export itself: its ZIP, or the folder beside its lines. */
  | { readonly kind: 'bulk'; readonly source: BulkSource }
  | S3Files;

/** Mattermost's own words. */
const S3_DRIVER = 'amazons3';

/**
 * The file store that the first place names; a bulk export is its own, whatever a config.json says. What deserves a
 * remark is added to `warnings`.
 */
export function resolveFiles(
  places: Places,
  warnings: Line[],
  options: S3Options = NO_OPTIONS,
  stageFolder: () => string = () => '',
): FilesConfig {
  const bulk = firstBulkSource(places);
  const own = first(places, 'files');
  if (bulk !== undefined && own === undefined) {
    return { kind: 'bulk', source: parseBulkSource(bulk, stageFolder()) };
  }
  const driver = first(places, 'fileDriver')?.text ?? 'local';
  const server = s3Place(places);
  for (const read of places) {
    const place = read();
    if (place.files !== undefined) return storeOf(place.files, server, options);
    if (isServerStore(place, driver)) {
      if (driver === S3_DRIVER) return serverS3(server, options);
      if (place.fileDirectory !== undefined) {
        return { kind: 'local', directory: place.fileDirectory.text };
      }
    }
  }
  if (driver !== 'local' && driver !== S3_DRIVER) {
    warnings.push(notice('file-driver-unsupported', { driver }));
  }
  return { kind: 'none' };
}

const NO_OPTIONS: S3Options = {
  region: undefined,
  endpoint: undefined,
  pathStyle: undefined,
  network: () => DIRECT,
};

/** Whether the place is the server's own word on where its files are. */
function isServerStore({ fileDirectory, fileDriver, s3 }: Place, driver: string): boolean {
  if (driver === S3_DRIVER) return fileDriver !== undefined || s3?.bucket !== undefined;
  return driver === 'local' && fileDirectory !== undefined;
}

/** Key by key, the first place that says something; as the server does with its variables. */
function s3Place(places: Places): S3Place {
  const said = places.map((read) => read().s3);
  const firstOf = <Key extends keyof S3Place>(key: Key): S3Place[Key] =>
    said.find((place) => place?.[key] !== undefined)?.[key];
  return {
    bucket: firstOf('bucket'),
    pathPrefix: firstOf('pathPrefix'),
    region: firstOf('region'),
    endpoint: firstOf('endpoint'),
    hasTls: firstOf('hasTls'),
    accessKeyId: firstOf('accessKeyId'),
    secretAccessKey: firstOf('secretAccessKey'),
  } satisfies Readonly<Record<keyof S3Place, unknown>>;
}

/** A complaint shows the scheme alone: what follows it may hold an access key. */
function storeOf(
  given: { readonly key: string; readonly text: string },
  server: S3Place,
  options: S3Options,
): FilesConfig {
  const { key, text } = given;
  if (text === '') throw new ConfigError([notice('files-empty', { key })]);
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: 'local', directory: text };
  if (scheme === 's3') return parseS3Url(given, server, options);
  throw new ConfigError([notice('files-scheme', { key, scheme })]);
}

/** How the bytes of attachments come to Slack. */
export type Deliver = 'api' | 'link' | 'bundle' | 'none';

export interface Delivery {
  readonly deliver: Deliver;
  /** Where `mm2slack serve-files` is reached from outside; undefined when no setting says it. */
  readonly linkBaseUrl: string | undefined;
  /** How long links live. */
  readonly linkDays: number;
  /** What links are signed with; undefined when MM2SLACK_LINK_KEY is not set. */
  readonly linkKey: Secret | undefined;
}

/** Ours: as many random letters are beyond guessing. */
const MIN_KEY_CHARACTERS = 32;

/**
 * How attachments reach Slack, from `files.deliver` and what it needs. Complaints are noted at
 * once; the function that is returned throws what was noted.
 */
export function resolveDelivery(
  env: Env,
  settings: () => Settings,
  complaints: Complaints,
): () => Delivery {
  const linkBaseUrl = complaints.of(() => {
    const text = settings().files?.linkBaseUrl;
    return text === undefined ? undefined : checkedUrl('files.linkBaseUrl', text);
  });
  const linkKey = complaints.of(() => parseLinkKey(env['MM2SLACK_LINK_KEY'] ?? ''));
  return () => ({
    deliver: settings().files?.deliver ?? DEFAULTS['files.deliver'],
    linkBaseUrl: linkBaseUrl(),
    linkDays: settings().files?.linkDays ?? DEFAULTS['files.linkDays'],
    linkKey: linkKey(),
  });
}

function parseLinkKey(text: string): Secret | undefined {
  if (text === '') return undefined;
  if (text.length < MIN_KEY_CHARACTERS) {
    throw new ConfigError([
      notice('link-key-short', { length: text.length, min: MIN_KEY_CHARACTERS }),
    ]);
  }
  return new Secret(text);
}
