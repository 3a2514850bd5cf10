import { ConfigError } from '../errors.ts';
import { type FileContent, type ReadFile, readOptionalFile, readSettingFile } from './read-file.ts';
import { parseSettings } from './settings-file.ts';
import type { Settings } from './settings-schema.ts';
import { parseSourceUrl } from './source-url.ts';

const DEFAULT_FILE = 'mm2slack.yaml';

/**
 * The settings of the file that --config names, or of mm2slack.yaml in the current folder, which need
 * not be there. A password that others may read is remarked on in `warnings`.
 */
export function readSettings(
  path: string | undefined,
  readFile: ReadFile,
  warnings: string[],
): Settings {
  const content: FileContent | undefined =
    path === undefined
      ? readOptionalFile('config', DEFAULT_FILE, readFile)
      : readSettingFile('config', path, readFile);
  if (content === undefined) return {};
  const name = path ?? DEFAULT_FILE;
  const settings = parseSettings(name, content.text);
  if (!content.isPrivate && holdsPassword(settings.source?.url)) {
    warnings.push(`${name} holds a password and others may read it: chmod 600 ${name}`);
  }
  return settings;
}

function holdsPassword(url: string | undefined): boolean {
  if (url === undefined) return false;
  try {
    return parseSourceUrl('source.url', url).password.reveal() !== '';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // Whoever resolves the address complains of it.
    return false;
  }
}
