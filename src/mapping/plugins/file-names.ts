import { cutText } from '../text.ts';
import type { PluginPlace } from './places.ts';

/** Kinds of what plugins hold, each with a file of its own. They begin the names of the files, which are a contract. */
export const PLUGIN_KINDS = ['board', 'playbook', 'run'] as const;
export type PluginKind = (typeof PLUGIN_KINDS)[number];

const FOLDERS: Readonly<Record<PluginKind, string>> = {
  board: 'boards',
  playbook: 'playbooks',
  run: 'playbooks',
};
/** Folder of the files of a plugin. */
export const folderOf = (kind: PluginKind): string => FOLDERS[kind];

const MAX_TITLE = 30;
/** Length of a team's name (Mattermost: server/public/model/team.go, TeamNameMaxLength), which ids are below. */
const MAX_NAME = 64;

/** What a file is named after. */
export interface NamedThing {
  readonly kind: PluginKind;
  readonly title: string;
  readonly id: string;
}

/**
 * Path of a file without its extension, inside the folder of its kind: `TEAM/board-TITLE-ID`, and in a folder of its own,
 * so that access can be given apart, `TEAM/private/board-TITLE-ID/board-TITLE-ID`.
 */
export function pluginPath(
  { kind, title, id }: NamedThing,
  { team, isPrivate }: Pick<PluginPlace, 'team' | 'isPrivate'>,
): string {
  const folder = plainName(team?.name ?? '', MAX_NAME) || 'no-team';
  const parts = [kind, plainName(title, MAX_TITLE), plainName(id, MAX_NAME)].filter(
    (part) => part !== '',
  );
  const name = parts.join('-');
  return isPrivate ? `${folder}/private/${name}/${name}` : `${folder}/${name}`;
}

/** Letters, marks and digits of any script, joined by hyphens; '' for a text without any. */
const plainName = (text: string, max: number): string =>
  cutText(text.normalize('NFC').toLowerCase(), max)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/** Gives a path a number where it is taken; file systems may not know capital letters from small ones. */
export function freePath(path: string, taken: Set<string>): string {
  let free = path;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${path}-${number}`;
  taken.add(free.toLowerCase());
  return free;
}
