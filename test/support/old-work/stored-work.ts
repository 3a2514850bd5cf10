import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { rememberedCall } from './remembered-slack.ts';

/** How far a move was when its work directory was stored. */
export const STORED_STAGES = [
  'planned',
  'zipped',
  'chained',
  'replay-killed',
  'sync-killed',
  'adopted',
] as const;
export type StoredStage = (typeof STORED_STAGES)[number];

/** Members of the workspace that have an account in the source too. */
export const PEOPLE = ['yamada', 'suzuki', 'sato', 'emma'] as const;

const LIMITED = [
  ...['posts', 'postsPerChannel', 'chat.update', 'chat.delete', 'files.info', 'team.info'],
  ...['users.list', 'emoji.list', 'usergroups.list', 'pins.add', 'pins.list', 'pins.remove'],
  ...['reactions.add', 'reactions.remove', 'files.getUploadURLExternal'],
  ...['files.completeUploadExternal', 'conversations.create', 'conversations.setTopic'],
  ...['conversations.setPurpose', 'conversations.invite', 'conversations.archive'],
  ...['conversations.kick', 'conversations.members', 'conversations.join', 'conversations.list'],
  ...['conversations.history', 'conversations.replies', 'conversations.rename'],
  ...['conversations.unarchive', 'conversations.info'],
];

/** A configuration without waits that every release takes; the emulator takes no names in Japanese. */
export const OLD_SETTINGS = `
slack:
  settleMs: 200
  retryAfterMs: 200
  limits: { ${LIMITED.map((name) => `${name}: 60000`).join(', ')} }
channels: { names: ascii }
`;

const storedWork = z.object({
  /** Statements that make the database as it was then. */
  database: z.array(z.string()),
  /** Posts that were changed or written after the first run, by what happened. */
  changed: z.record(z.string(), z.string()),
  /** Files of the folder that the program was run in, base64 by path. */
  files: z.record(z.string(), z.string()),
  /** Calls that made the workspace what it was; none for an archive. */
  slack: z.array(rememberedCall),
});
export type StoredWork = z.infer<typeof storedWork>;

const pathOf = (version: string, stage: StoredStage): string =>
  fileURLToPath(new URL(`../../old-work/${version}/${stage}.json.gz`, import.meta.url));

export async function readStoredWork(version: string, stage: StoredStage): Promise<StoredWork> {
  const packed = await readFile(pathOf(version, stage));
  return storedWork.parse(JSON.parse(gunzipSync(packed).toString('utf8')));
}

export async function storeWork(
  version: string,
  stage: StoredStage,
  work: StoredWork,
): Promise<void> {
  const path = pathOf(version, stage);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, gzipSync(JSON.stringify(work), { level: 9 }));
}

/** Reads the files of a folder that a later run needs: locks belong to processes, and the file store to the test. */
export async function filesOf(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (
      !entry.isFile() ||
      name.startsWith('files/') ||
      /\.lock|\.part$|\.yaml$|plan\.(?:html|md)$/.test(name)
    )
      continue;
    files[name] = (await readFile(path)).toString('base64');
  }
  return files;
}

export async function writeFilesInto(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, name), Buffer.from(content, 'base64'), { mode: 0o600 });
  }
}
