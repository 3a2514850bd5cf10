import { posix } from 'node:path';
import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { routesOf } from '../../config/network.ts';
import { bucketAddress, FALLBACK_REGION, type S3Files } from '../../config/s3-files.ts';
import { errorCode } from '../../errors/error-code.ts';
import { SourceError } from '../../errors/errors.ts';
import { type NoticeValue, notice } from '../../errors/notices.ts';
import { connectionFault } from '../../system/connection-faults.ts';
import { insidePath } from '../../system/inside-path.ts';
import { makeTransport } from '../../system/transport.ts';
import type { ByteRange, FileStore, LinkWishes, StoredFile } from './file-store.ts';

/**
 * A store in S3 or something that speaks its language. Asks once whether the bucket may be listed: without
 * that right S3 says of a missing file that it is forbidden. SourceError when it may not, or is not there.
 */
export async function openS3FileStore(files: S3Files): Promise<FileStore> {
  // This version of the client is pinned to one that runs on every Node we support, whatever it announces.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const client = new S3Client({ ...clientConfig(files), ...(await handlerOf(files)) });
  const { bucket, prefix } = files;
  try {
    // Of a name that nothing has: only the right to ask is wanted.
    const Prefix = posix.join(prefix, 'mm2slack-access-check');
    await client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1, Prefix }));
  } catch (error) {
    client.destroy();
    throw new SourceError(notice('bucket-not-listed', { bucket, reason: reason(error) }), {
      cause: error,
    });
  }
  return {
    look: (path) => look(client, files, path),
    open: (path, range) => open(client, files, path, range),
    chunks: (path) => chunks(client, files, path),
    presign: (path, wishes) => presign(client, files, path, wishes),
    close: () => client.destroy(),
  };
}

/** The agents for the bucket's address; nothing where Node's own do. */
async function handlerOf(files: S3Files): Promise<Pick<S3ClientConfig, 'requestHandler'>> {
  const agent = await makeTransport(routesOf(files.network)).agentFor(bucketAddress(files));
  return agent === undefined ? {} : { requestHandler: { httpAgent: agent, httpsAgent: agent } };
}

function clientConfig({ region, endpoint, isPathStyle, credentials }: S3Files): S3ClientConfig {
  return {
    region: region ?? FALLBACK_REGION,
    followRegionRedirects: region === undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: isPathStyle,
    // Stores that are not Amazon's do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(credentials === undefined
      ? {}
      : {
          credentials: {
            accessKeyId: credentials.accessKeyId,
            secretAccessKey: credentials.secretAccessKey.reveal(),
          },
        }),
  };
}

/** S3 takes no longer key (docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const KEY_BYTES = 1024;

/** Undefined when the path leaves the store, as everywhere. */
function keyOf({ prefix }: S3Files, path: string): string | undefined {
  const inside = insidePath(path);
  return inside === undefined ? undefined : posix.join(prefix, inside);
}

async function look(client: S3Client, files: S3Files, path: string): Promise<StoredFile> {
  const key = keyOf(files, path);
  if (key === undefined) return { state: 'refused' };
  if (Buffer.byteLength(key) > KEY_BYTES || key.endsWith('/') || key === '.') {
    return { state: 'missing' };
  }
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: files.bucket, Key: key }));
    return { state: 'there', sizeBytes: head.ContentLength ?? 0 };
  } catch (error) {
    if (isNotFound(error)) return { state: 'missing' };
    throw unreadable(path, error);
  }
}

async function open(
  client: S3Client,
  files: S3Files,
  path: string,
  range: ByteRange | undefined,
): Promise<Readable> {
  const key = keyOf(files, path);
  if (key === undefined) throw new SourceError(notice('file-not-in-store', { path }));
  const part = range === undefined ? {} : { Range: `bytes=${range.startByte}-${range.endByte}` };
  try {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: files.bucket, Key: key, ...part }),
    );
    if (Body instanceof Readable) return Body;
  } catch (error) {
    if (!isNotFound(error)) throw unreadable(path, error);
  }
  throw new SourceError(notice('file-not-in-store', { path }));
}

async function* chunks(
  client: S3Client,
  files: S3Files,
  path: string,
): AsyncGenerator<Buffer, void> {
  const body = await open(client, files, path, undefined);
  try {
    for await (const chunk of body) yield Buffer.from(chunk);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function presign(
  client: S3Client,
  files: S3Files,
  path: string,
  { name, mimeType, sinceMs, lifeSeconds }: LinkWishes,
): Promise<string> {
  const key = keyOf(files, path);
  if (key === undefined) throw new SourceError(notice('file-not-in-store', { path }));
  const command = new GetObjectCommand({
    Bucket: files.bucket,
    Key: key,
    ResponseContentType: mimeType,
    ResponseContentDisposition: contentDisposition(name),
  });
  return await getSignedUrl(client, command, {
    expiresIn: lifeSeconds,
    signingDate: new Date(sinceMs),
  });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey');
}

const unreadable = (path: string, error: unknown): SourceError =>
  new SourceError(notice('file-not-readable-from-s3', { path, reason: reason(error) }), {
    cause: error,
  });

/** What the network did not allow, or S3's own word; no message, which may hold an address with a signature. */
function reason(error: unknown): NoticeValue {
  const fault = connectionFault(error);
  if (fault !== undefined) return fault.notice;
  if (!(error instanceof Error)) return 'no answer';
  const code = errorCode(error) || undefined;
  return code ?? error.name;
}

/**
 * The header that gives a download its name: the letters that every client takes, and all of them after
 * RFC 8187. It always says `attachment`: a page among the files is never shown as a page.
 */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeExtended(name)}`;
}

/** RFC 8187's attr-char are fewer than what encodeURIComponent leaves. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
