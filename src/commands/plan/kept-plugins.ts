import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import { folderOf, type PluginKind } from '../../mapping/plugins/file-names.ts';
import type { PersonName } from '../../mapping/plugins/properties.ts';
import { userId } from '../../model/model.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Scope } from '../run/scope.ts';
import { secretFiles } from '../run/source.ts';
import { makeWorkDirectory } from '../run/work-files.ts';
import { writeBoards } from './kept-boards.ts';
import { writePlaybooks } from './kept-playbooks.ts';
import {
  type CountedKind,
  openPluginFiles,
  type PluginCounts,
  type PluginFiles,
  type PluginWriting,
} from './plugin-files.ts';

/** What the files are made of. */
export interface PluginScope extends Pick<Scope, 'conversations'> {
  readonly source: Pick<Source, 'plugins'>;
  readonly read: Pick<Scope['read'], 'teams'>;
  readonly workspace: Pick<Scope['workspace'], 'users' | 'conversations'>;
}

type PluginSettings = Pick<
  Config,
  'workDirectory' | 'lang' | 'include' | 'channels' | 'excludeChannels' | 'teams' | 'redactSecrets'
>;

/** Folders that were written, and what is in them. */
export interface KeptPlugins {
  readonly folders: readonly string[];
  readonly counts: readonly PluginCounts[];
}

/**
 * Writes boards with copies of their files, playbooks and runs into folders of the work directory, each folder as a whole
 * or not at all. A folder whose tables the source lacks is not written.
 */
export async function writeKeptPlugins(
  settings: PluginSettings,
  scope: PluginScope,
  store: FileStore | undefined,
): Promise<KeptPlugins> {
  const { boards, playbooks } = scope.source.plugins ?? {};
  const stored = { store, holdsSecret: await secretFiles(settings, store) };
  const writing = { ...selected(settings, scope), stored };
  const kept: KeptPlugins[] = [];
  if (boards !== undefined) {
    kept.push(
      await writeFolder(settings, ['board', 'file'], (files) =>
        writeBoards(files, boards, writing),
      ),
    );
  }
  if (playbooks !== undefined) {
    kept.push(
      await writeFolder(settings, ['playbook', 'run'], (files) =>
        writePlaybooks(files, playbooks, writing),
      ),
    );
  }
  return {
    folders: kept.flatMap(({ folders }) => folders),
    counts: kept.flatMap(({ counts }) => counts),
  };
}

/** Writes the folder that things of these kinds share. */
async function writeFolder(
  { workDirectory, redactSecrets }: PluginSettings,
  kinds: readonly [PluginKind, ...CountedKind[]],
  write: (files: PluginFiles) => Promise<void>,
): Promise<KeptPlugins> {
  await makeWorkDirectory(workDirectory);
  const path = join(workDirectory, folderOf(kinds[0]));
  const files = await openPluginFiles(path);
  try {
    await write(files);
    await files.listPages(redactSecrets);
    await files.folder.commit();
    return { folders: [join(path, '/')], counts: kinds.map((kind) => files.counts(kind)) };
  } catch (error) {
    await files.folder.discard();
    throw error;
  }
}

function selected(settings: PluginSettings, scope: PluginScope): Omit<PluginWriting, 'stored'> {
  const { include, channels, excludeChannels, teams } = settings;
  const { users, conversations } = scope.workspace;
  const personName: PersonName = (id) => users.get(userId(id))?.username || id;
  return {
    personName,
    texts: TEXTS[settings.lang].plugins,
    selection: {
      rules: { include, channels, excludeChannels, teams },
      teams: new Map(scope.read.teams.map((team) => [team.id, team])),
      channels: new Map(conversations.map(({ channel }) => [channel.id, channel])),
      conversations: new Map(scope.conversations.map((each) => [each.channel.id, each])),
    },
  };
}
