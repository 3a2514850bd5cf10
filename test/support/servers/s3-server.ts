import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { Secret } from '../../../src/config/database-address.ts';
import { DIRECT } from '../../../src/config/network.ts';
import type { S3Files } from '../../../src/config/s3-files.ts';
import { makeScratchFolder } from '../scratch-folder.ts';

export const BUCKET = 'mattermost';
export const S3_SECRET = 'S3RVER';

/** A real S3 server with one empty bucket. */
export interface S3Server {
  readonly endpoint: string;
  /** The store below the prefix, as the configuration would have it. */
  readonly files: S3Files;
  put(path: string, bytes: Buffer): Promise<void>;
  stop(): Promise<void>;
}

export async function startS3Server(prefix: string): Promise<S3Server> {
  const folder = await makeScratchFolder();
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder.path,
    vhostBuckets: false,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: S3_SECRET },
  });
  return {
    endpoint,
    files: {
      kind: 's3',
      bucket: BUCKET,
      prefix,
      region: 'us-east-1',
      endpoint,
      isPathStyle: true,
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: new Secret(S3_SECRET) },
      network: DIRECT,
    },
    async put(path, bytes) {
      const Key = prefix === '' ? path : `${prefix}/${path}`;
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: bytes }));
    },
    async stop() {
      client.destroy();
      await server.close();
      await folder.remove();
    },
  };
}
