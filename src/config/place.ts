import type { ServerSettings } from '../model/server-settings.ts';
import type { Secret } from './database-address.ts';

/** A text as the user wrote it, and the name of its setting. */
export interface Given {
  readonly key: string;
  readonly text: string;
}

/** Key of an address that the command line gives. */
export const SOURCE_FLAG = 'source';

/** What one place (command line, environment, mm2slack.yaml, config.json) says about the server. */
export interface Place {
  /** The path of Mattermost's config.json, when that is the place. */
  readonly configJson?: string | undefined;
  /** A database address that was written for this program. */
  readonly url?: Given | undefined;
  /** The database address that Mattermost itself uses. */
  readonly dataSource?: Given | undefined;
  /** The engine of `dataSource`, in Mattermost's words. */
  readonly driverName?: Given | undefined;
  /** A folder of files that was written for this program. */
  readonly files?: Given | undefined;
  /** Mattermost's own folder, absolute; it holds the files only under the `local` file driver. */
  readonly fileDirectory?: Given | undefined;
  readonly fileDriver?: Given | undefined;
  /** What FileSettings say of S3; it counts under the `amazons3` file driver, or for the bucket that it names. */
  readonly s3?: S3Place | undefined;
  readonly siteUrl?: Given | undefined;
  /** The server's release. */
  readonly mattermostVersion?: Given | undefined;
  readonly latexBlock?: boolean | undefined;
  readonly latexInline?: boolean | undefined;
  /** What Mattermost's config.json says beside where its data are. */
  readonly serverSettings?: ServerSettings | undefined;
}

/** Places in the order in which they win, each read when it is asked. */
export type Places = readonly (() => Place)[];

/** What the first place says that says anything. */
export function first<Key extends keyof Place>(places: Places, key: Key): Place[Key] {
  for (const read of places) {
    const value = read()[key];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A setting that may be there; an empty text says nothing, as an empty variable does. */
export function given(key: string, text: string | undefined): Given | undefined {
  return text === undefined || text === '' ? undefined : { key, text };
}

/** What Mattermost's FileSettings say about S3, as far as they do. */
export interface S3Place {
  readonly bucket?: string | undefined;
  readonly pathPrefix?: string | undefined;
  readonly region?: string | undefined;
  /** A host, maybe with a port; Mattermost writes no scheme. */
  readonly endpoint?: string | undefined;
  readonly hasTls?: boolean | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: Secret | undefined;
}
