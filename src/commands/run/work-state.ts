import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LEDGER_FILE } from '../../importers/ledger/ledger.ts';
import { type LedgerGlance, peekLedger } from '../../importers/ledger/peek.ts';
import { leavingOutLists } from '../../mapping/json-without-lists.ts';
import type { WorkState } from '../../mapping/status/next-step.ts';
import { jsonOfLine } from '../../system/lines.ts';
import { PLAN_FILE } from './decisions.ts';
import { type KnownArchive, readArchives } from './known-archives.ts';
import {
  ADOPTED_FILE,
  COMPARISON_FILES,
  DIFFERENCE_FILES,
  EVIDENCE_RECORD,
  keptComparison,
  LOSS_FILES,
} from './record-files.ts';

/** What was found in a work directory. */
export interface ReadWork {
  readonly state: WorkState;
  /** Of the current series, for the real import, in the order in which they were made. */
  readonly archives: readonly KnownArchive[];
  /** Undefined without a ledger. */
  readonly ledger: LedgerGlance | undefined;
}

/** Where a run was at work. */
export interface RunPlaces {
  readonly work: string;
  /** False when the settings bring attachments in another way than by upload. */
  readonly uploadsFiles: boolean;
  /** Paths of archives that the run wrote or read. */
  readonly archives?: readonly string[];
}

/** Times of change by the name of an entry; a name that is not there has none. */
type Times = ReadonlyMap<string, number>;

const ADOPTED = ADOPTED_FILE;
const LEDGER_WAL = `${LEDGER_FILE}-wal`;
const REPORT = COMPARISON_FILES.json;

const reportShape = z.looseObject({
  isClean: z.boolean(),
  later: z.looseObject({ others: z.number() }).optional(),
  target: z.looseObject({
    kind: z.enum(['zip', 'workspace']),
    archives: z.array(z.looseObject({ sha256: z.string(), file: z.string().catch('') })).optional(),
  }),
});
type Report = z.infer<typeof reportShape>;

const planShape = z.looseObject({
  forecast: z.looseObject({ recommendation: z.looseObject({ path: z.string() }) }),
});

/** Reads how far the move of a work directory is, from its files alone: no lock is taken and nothing is written. */
export async function readWork(
  work: string,
  names: readonly string[],
  { uploadsFiles, archives: given }: Pick<RunPlaces, 'uploadsFiles' | 'archives'>,
): Promise<ReadWork> {
  const times = await timesOf(work, names);
  const archives = await readArchives(work, given);
  const [ofArchives, ofWorkspace] = await readReports(work);
  const ledger = times.has(LEDGER_FILE) ? peekLedger(join(work, LEDGER_FILE)) : undefined;
  const state: WorkState = {
    hasInventory: times.has('inventory.md'),
    hasPlan: times.has(PLAN_FILE),
    isReplayAdvised: times.has(PLAN_FILE) && (await advisesReplay(join(work, PLAN_FILE))),
    archives: archiveState(archives, ofArchives?.report),
    isTextImport: archives.some(({ isTextImport }) => isTextImport),
    workspace: workspaceState(times, ledger, await hasWal(work)),
    isSynced: (ledger?.syncMarks ?? 0) > 0,
    isInSync: ledger?.isInSync ?? false,
    uploadsFiles,
    hasFiles: ledger !== undefined && isAfter(times, LOSS_FILES.files, ADOPTED),
    comparison: comparisonState(times, ofWorkspace),
    hasDifferenceList: Object.values(DIFFERENCE_FILES).every((name) => times.has(name)),
    isPacked: isAfter(times, EVIDENCE_RECORD, REPORT),
  };
  return { state, archives, ledger };
}

async function timesOf(work: string, names: readonly string[]): Promise<Times> {
  const times = new Map<string, number>();
  for (const name of names) {
    // A run may take a file away meanwhile.
    const found = await stat(join(work, name)).catch(() => undefined);
    if (found?.isFile() === true) times.set(name, found.mtimeMs);
  }
  return times;
}

interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

/** Reads the last comparison of archives and of a workspace; one of them is the last of all. */
async function readReports(
  work: string,
): Promise<readonly [NamedReport | undefined, NamedReport | undefined]> {
  const read = async (kind: Report['target']['kind']): Promise<NamedReport | undefined> => {
    for (const name of [REPORT, keptComparison(kind).json]) {
      const text = await readFile(join(work, name), 'utf8').catch(() => '');
      const report = reportShape.safeParse(jsonOfLine(text)).data;
      if (report?.target.kind === kind) return { name, report };
    }
    return undefined;
  };
  return [await read('zip'), await read('workspace')];
}

/** True when the plan recommends no import. */
async function advisesReplay(path: string): Promise<boolean> {
  try {
    const plan = planShape.safeParse(JSON.parse(await textWithoutLists(path)));
    return plan.data?.forecast.recommendation.path === 'replay';
  } catch {
    // A run may take the file away meanwhile, or it is no plan.
    return false;
  }
}

const PIECE_BYTES = 64 * 1024;

/** Reads a plan without its people and channels, which can be many. */
async function textWithoutLists(path: string): Promise<string> {
  const leaveOut = leavingOutLists(['people', 'channels']);
  const kept: Uint8Array[] = [];
  const piece = Buffer.alloc(PIECE_BYTES);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece);
      if (bytesRead === 0) return Buffer.concat(kept).toString('utf8');
      for (const bytes of leaveOut(piece.subarray(0, bytesRead))) kept.push(Uint8Array.from(bytes));
    }
  } finally {
    await file.close();
  }
}

function archiveState(
  archives: readonly KnownArchive[],
  report: Report | undefined,
): WorkState['archives'] {
  if (archives.length === 0) return 'none';
  const compared = report?.target.archives ?? [];
  const isCompared = ({ name, sha256 }: KnownArchive): boolean =>
    compared.some((each) => (sha256 === undefined ? each.file === name : each.sha256 === sha256));
  if (archives.every(isCompared)) {
    // What came after the archive is brought by `sync`.
    if (report?.isClean === true || report?.later?.others === 0) return 'verified';
    return isFound(archives) ? 'differs' : 'not-found';
  }
  return isFound(archives) ? 'unverified' : 'not-found';
}

const isFound = (archives: readonly KnownArchive[]): boolean =>
  archives.every(({ path }) => path !== undefined);

/** True when a run has something that the ledger's own file does not show yet. */
async function hasWal(work: string): Promise<boolean> {
  const found = await stat(join(work, LEDGER_WAL)).catch(() => undefined);
  return (found?.size ?? 0) > 0;
}

function workspaceState(
  times: Times,
  ledger: LedgerGlance | undefined,
  isUnshown: boolean,
): WorkState['workspace'] {
  if (ledger === undefined) return 'none';
  if (ledger.isAdopting) return 'adopting';
  if (times.has(ADOPTED)) return 'adopted';
  // Of a replay that was taken back its list of losses stays.
  if (ledger.standing === 0 && ledger.syncMarks === 0 && !isUnshown) return 'none';
  if (times.has(LOSS_FILES.replay)) return 'replayed';
  if (ledger.appMessages > 0) return 'replaying';
  return 'begun';
}

function comparisonState(times: Times, found: NamedReport | undefined): WorkState['comparison'] {
  if (found === undefined) return 'none';
  const { name, report } = found;
  if (!isAfter(times, name, LEDGER_FILE) || !isAfter(times, name, LEDGER_WAL)) return 'outdated';
  return report.isClean ? 'clean' : 'differs';
}

/** True when a file is there and not older than another one, where that is there. */
function isAfter(times: Times, name: string, other: string): boolean {
  const time = times.get(name);
  return time !== undefined && time >= (times.get(other) ?? 0);
}
