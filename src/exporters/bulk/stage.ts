import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import Libsql from 'libsql';
import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { temporaryPathOf } from '../../system/atomic-file.ts';
import { makePrivateFile } from '../../system/files.ts';
import { sortOnDisk } from '../../system/sort-on-disk.ts';
import { asTargetError, noSpaceFor } from '../../system/write-errors.ts';
import { type BulkContainer, openContainer } from './container.ts';
import { hashEntry } from './content.ts';
import { Findings } from './findings.ts';
import { finishStage } from './finish.ts';
import { stageLine } from './line-types.ts';
import { bulkLines } from './lines.ts';
import { type StagedFile, writeMeta } from './meta.ts';
import { checkRoom } from './room.ts';
import { makeStageWriter, type StageWriter } from './stage-writer.ts';
import { TABLES } from './tables.ts';

/** What is staged, and where. */
export interface StageRequest {
  /** The files of the source, in the order in which they are named. */
  readonly files: readonly Omit<StagedFile, 'sha256'>[];
  readonly path: string;
  readonly signal: AbortSignal;
  readonly onProgress?: StagingProgress;
}

/** Called as lines are staged: a file, how much of its lines is done, and how much there is. */
export type StagingProgress = (file: string, doneBytes: number, totalBytes: number) => void;

/**
 * Stages the files into one SQLite file, line by line, under a temporary name: it has its own when it is whole and on the
 * disk. SourceError with file and line for a line that cannot be read; TargetError when the disk is full.
 */
export async function stage(request: StageRequest): Promise<void> {
  const { path } = request;
  const temporaryPath = temporaryPathOf(path);
  try {
    makePrivateFile(temporaryPath);
    sortOnDisk(path);
    await fill(temporaryPath, request);
    await flush(temporaryPath);
    await rename(temporaryPath, path);
  } catch (error) {
    await rm(temporaryPath, { force: true });
    throw asStageError(error, path);
  }
}

/** SQLite's words for a full disk, and the system's. */
function asStageError(error: unknown, path: string): unknown {
  const isFull = error instanceof Error && /database or disk is full/i.test(error.message);
  return isFull ? noSpaceFor(path, error) : asTargetError(error, path);
}

/** Nothing is kept of a file that was not filled to its end, so that no journal is needed. */
const FAST = `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;
  PRAGMA temp_store = FILE;`;

async function fill(path: string, request: StageRequest): Promise<void> {
  const database = new Libsql(path);
  try {
    database.exec(FAST);
    database.exec(TABLES);
    database.exec('BEGIN');
    const findings = new Findings();
    const namedPeople = new Map<string, string>();
    const seen = new Set<string>();
    const staged: StagedFile[] = [];
    for (const [part, file] of request.files.entries()) {
      const writer = makeStageWriter(database, { part, findings, namedPeople, seen });
      const sha256 = await stageFile(writer, file.path, request);
      staged.push({ ...file, sha256 });
    }
    finishStage(database, makeStageWriter(database, { part: 0, findings, namedPeople, seen }));
    writeMeta(database, { files: staged, findings: findings.all(), seen: [...seen].sort() });
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Stages one file; returns what contentSha256 gives for it. */
async function stageFile(
  writer: StageWriter,
  path: string,
  { path: stagedPath, signal, onProgress }: StageRequest,
): Promise<string> {
  const container = await openContainer(path);
  const hash = createHash('sha256');
  try {
    await checkRoom(stagedPath, container.lineBytes);
    for (const name of container.otherJsonl) writer.findings.add('other-jsonl', name, name);
    await stageLines(writer, container, { path, hash, signal, onProgress });
    await stageEntries(writer, container, hash);
    return hash.digest('hex');
  } finally {
    container.close();
  }
}

interface LinesOf {
  readonly path: string;
  readonly hash: ReturnType<typeof createHash>;
  readonly signal: AbortSignal;
  readonly onProgress: StagingProgress | undefined;
}

async function stageLines(
  writer: StageWriter,
  container: BulkContainer,
  { path, hash, signal, onProgress }: LinesOf,
): Promise<void> {
  const file = basename(path);
  const { lineBytes } = container;
  let isFirst = true;
  try {
    for await (const line of bulkLines(await container.lines(), { file, hash })) {
      const { text, number, endByte } = line;
      signal.throwIfAborted();
      onProgress?.(file, endByte, lineBytes);
      if (text.trim() === '') continue;
      stageLine(writer, text, { place: { file, line: number }, isFirst });
      isFirst = false;
    }
  } catch (error) {
    throw isDamage(error) ? damaged(file, error) : error;
  }
  if (isFirst) throw new SourceError(notice('bulk-no-version-line', { file, line: '1' }));
}

/** What zlib and the ZIP reader say of bytes that are not what they should be. */
const isDamage = (error: unknown): error is Error =>
  error instanceof Error &&
  (('code' in error && /^(?:Z_|ERR_STREAM_PREMATURE)/.test(String(error.code))) ||
    /invalid (?:stored|compressed|distance|code|block|header|zip)|too (?:many|few) bytes|unexpected (?:end|EOF)/i.test(
      error.message,
    ));

const damaged = (file: string, error: Error): SourceError =>
  new SourceError(notice('bulk-unreadable', { file, detail: error.message }), { cause: error });

const ADD_ENTRY = `INSERT OR REPLACE INTO BulkEntries (Path, Part, HeaderAt, PackedBytes, SizeBytes, Method)
  VALUES (?, ?, ?, ?, ?, ?)`;

async function stageEntries(
  writer: StageWriter,
  { entries }: BulkContainer,
  hash: LinesOf['hash'],
): Promise<void> {
  for await (const entry of entries) {
    const { path, headerAt, packedBytes, sizeBytes, method } = entry;
    hashEntry(hash, entry);
    writer.run(ADD_ENTRY, path, writer.part, headerAt, packedBytes, sizeBytes, method);
  }
}
