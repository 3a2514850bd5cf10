import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { Secret } from './database-address.ts';
import type { Env } from './flags.ts';
import type { NetworkSettings } from './network.ts';
import type { Given, S3Place } from './place.ts';
import type { Settings } from './schema.ts';

/** A file store in S3, or in something that speaks its language. */
export interface S3Files {
  readonly kind: 's3';
  readonly bucket: string;
  /** What every key begins with, without slashes at its ends; '' for none. */
  readonly prefix: string;
  /** Undefined leaves it to the AWS settings of the machine. */
  readonly region: string | undefined;
  /** An address of its own; undefined for Amazon's. */
  readonly endpoint: string | undefined;
  /** The bucket is in the path, not in the host's name. */
  readonly isPathStyle: boolean;
  /** Undefined for what the machine has: variables, a profile, the instance's role. */
  readonly credentials: S3Credentials | undefined;
  readonly network: NetworkSettings;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

export const FALLBACK_REGION = 'us-east-1';

/** The address of a bucket: Amazon's where the settings have none (docs.aws.amazon.com/AmazonS3, virtual hosting). */
export const bucketAddress = ({ endpoint, bucket, region = FALLBACK_REGION }: S3Files): string =>
  endpoint ?? `https://${bucket}.s3.${region}.amazonaws.com`;

/** What mm2slack.yaml and the AWS variables say beside the bucket. */
export interface S3Options {
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly pathStyle: boolean | undefined;
  /** Asked for a bucket alone. ConfigError when it cannot be used. */
  readonly network: () => NetworkSettings;
}

/** As mm2slack.yaml says, else the variables of Amazon's own tools. */
export function s3Options(
  env: Env,
  { files }: Settings,
  network: () => NetworkSettings,
): S3Options {
  const own = files?.endpoint ?? (env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL']);
  const key = files?.endpoint === undefined ? 'AWS_ENDPOINT_URL' : 'files.endpoint';
  return {
    region: files?.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined),
    endpoint: own ? checkedUrl(key, own) : undefined,
    pathStyle: files?.pathStyle,
    network,
  };
}

/** The bucket that Mattermost itself uses. ConfigError when it names none. */
export function serverS3(server: S3Place, options: S3Options): S3Files {
  const bucket = server.bucket ?? '';
  if (bucket === '') {
    throw new ConfigError([notice('s3-bucket-missing')]);
  }
  const { accessKeyId, secretAccessKey } = server;
  const hasKeys = accessKeyId !== undefined && secretAccessKey !== undefined;
  const endpoint = options.endpoint ?? serverEndpoint(server);
  return {
    kind: 's3',
    bucket,
    prefix: trimSlashes(server.pathPrefix ?? ''),
    region: options.region ?? server.region,
    endpoint,
    isPathStyle: options.pathStyle ?? endpoint !== undefined,
    credentials: hasKeys ? { accessKeyId, secretAccessKey } : undefined,
    network: options.network(),
  };
}

/** `s3://bucket/prefix`; of Mattermost's own bucket, its region, address and keys hold too. */
export function parseS3Url({ key, text }: Given, server: S3Place, options: S3Options): S3Files {
  const [, bucket = '', prefix = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9._-]{1,62})(?:\/(.*))?$/i.exec(text) ?? [];
  if (bucket === '') {
    // What was written may hold a key.
    throw new ConfigError([notice('s3-url-unusable', { key })]);
  }
  const own = server.bucket === bucket ? server : {};
  return serverS3({ ...own, bucket, pathPrefix: prefix }, options);
}

function serverEndpoint({ endpoint, hasTls }: S3Place): string | undefined {
  if (endpoint === undefined || /(?:^|\.)amazonaws\.com(?:\.cn)?$/i.test(endpoint))
    return undefined;
  const url = /^https?:\/\//i.test(endpoint)
    ? endpoint
    : `${hasTls === false ? 'http' : 'https'}://${endpoint}`;
  return checkedUrl('FileSettings.AmazonS3Endpoint', url);
}

/** A web address without a slash at its end; ConfigError for anything else. */
export function checkedUrl(key: string, text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new ConfigError([notice('web-address-unusable', { key, text })]);
  }
  return text.replace(/\/+$/, '');
}

const trimSlashes = (text: string): string => text.replace(/^\/+|\/+$/g, '');
