import { type Config, resolveConfig } from '../../../src/config/config.ts';
import type { Flags } from '../../../src/config/flags.ts';
import type { FileContent } from '../../../src/config/read-file.ts';
import { ConfigError } from '../../../src/errors/errors.ts';
import { errorLines } from '../../../src/reports/notices.ts';

/** What the user wrote, and where. */
export interface Written {
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  /** The text of mm2slack.yaml. */
  readonly yaml?: string;
  /** The content of /opt/mattermost/config/config.json. */
  readonly json?: unknown;
  readonly isPrivate?: boolean;
}

/** What was written, by name, and what the user reads of it. */
export type Complained = readonly [name: string, written: Written, ...complaints: string[]];

export const CONFIG_JSON = '/opt/mattermost/config/config.json';
export const AN_ADDRESS = 'mysql://reader:secret@db.example.com/mattermost';

/** Resolves settings as the program does, with files that live in the test. */
export function resolveWritten(written: Written): Config {
  const files = new Map<string, string>();
  if (written.yaml !== undefined) files.set('mm2slack.yaml', written.yaml);
  if (written.json !== undefined) files.set(CONFIG_JSON, textOf(written.json));
  const readFile = (path: string): FileContent => {
    const text = files.get(path);
    if (text !== undefined) return { text, isPrivate: written.isPrivate ?? true };
    throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
  };
  return resolveConfig(written.flags ?? {}, written.env ?? {}, readFile);
}

/** The complaints about it; fails when there are none. */
export function complaintsAbout(written: Written): readonly string[] {
  try {
    resolveWritten(written);
  } catch (error) {
    if (error instanceof ConfigError) return errorLines(error, 'en');
    throw error;
  }
  throw new Error('expected complaints, got a configuration');
}

function textOf(json: unknown): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}
