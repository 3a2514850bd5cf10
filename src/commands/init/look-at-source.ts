import { SETTINGS_FILE } from '../../config/defaults.ts';
import type { Env, Flags } from '../../config/flags.ts';
import { type ReadFile, readFromDisk } from '../../config/read-file.ts';
import { resolveUsableParts, type UsableParts } from '../../config/usable-parts.ts';
import { readTeams } from '../../exporters/channels.ts';
import { openDatabase } from '../../exporters/database/open.ts';
import { openReader } from '../../exporters/database/reader.ts';
import type { Team } from '../../model/model.ts';
import type { Check } from '../run/checks/check.ts';
import { checkDatabase } from '../run/checks/database.ts';

/** What a database that somebody named is like. */
export interface SourceLook {
  readonly checks: readonly Check[];
  /** Teams that are not archived; empty when they could not be read. */
  readonly teams: readonly Pick<Team, 'name' | 'displayName'>[];
}

/** Looks at a source with the settings so far; `isTyped`: the password in the environment was typed just now. */
export type LookAtSource = (flags: Flags, env: Env, isTyped: boolean) => Promise<SourceLook>;

/** Marks a source whose password was typed, so that a refusal blames no variable. */
export function typedSource<Source extends UsableParts['source']>(
  source: Source,
  isPasswordTyped: boolean,
): Source {
  return source === undefined || source.engine === 'bulk' ? source : { ...source, isPasswordTyped };
}

/** Connects to the database and looks at it as doctor does. A bulk export is looked at once the settings are written. */
export const lookAtSource: LookAtSource = async (flags, env, isTyped) => {
  const parts = resolveUsableParts(flags, env, withoutSettings);
  const source = typedSource(parts.source, isTyped);
  if (source === undefined || source.engine === 'bulk') return { checks: [], teams: [] };
  const { checks } = await checkDatabase(source);
  if (checks.some(({ state }) => state === 'failure')) return { checks, teams: [] };
  const database = await openDatabase(source);
  try {
    const teams = await readTeams(await openReader(database));
    return { checks, teams: teams.filter(({ deleteAtMs }) => deleteAtMs === undefined) };
  } catch {
    // The list only helps to answer; whatever spoils it is found by doctor's checks.
    return { checks, teams: [] };
  } finally {
    await database.close();
  }
};

/** Settings that are there already are about to be replaced, or are another server's. */
const withoutSettings: ReadFile = (path) => {
  if (path !== SETTINGS_FILE) return readFromDisk(path);
  throw Object.assign(new Error(path), { code: 'ENOENT' });
};
