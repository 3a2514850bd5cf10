import { join } from 'node:path';
import type { Line } from '../../errors/errors.ts';
import {
  type AccountLine,
  addLeftOut,
  emptyLine,
  emptyTally,
  LEFT_OUT_REASONS,
  type LineTally,
} from '../../mapping/account.ts';
import { FILE_STATES, type FileState } from '../../mapping/file-states.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import { migrationAccount } from '../../mapping/migration-account.ts';
import { textWidth } from '../../mapping/text.ts';
import { countText, fill } from '../../reports/figures.ts';
import { lossLines, wordedLosses } from '../../reports/losses.ts';
import { lineText } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { LossLog } from '../run/loss-log.ts';
import type { Output } from '../run/output.ts';
import type { Scope } from '../run/scope.ts';
import { printWarnings, wordedWarnings } from '../run/warnings.ts';
import type { CallCount } from '../workspace/each-conversation.ts';
import type { FileInventory } from './inventory.ts';
import { MANIFEST_FILE } from './manifest.ts';
import type { DeliveredFiles } from './upload-all.ts';

/** Report of `files`. */
export interface FilesReport {
  readonly command: 'files';
  /** Undefined with --check, which uses no workspace. */
  readonly workspace: string | undefined;
  readonly manifest: string;
  readonly states: Readonly<Record<FileState, number>>;
  readonly bytes: number;
  /** Number of files that only the old Filenames column names; they have no rows. */
  readonly legacyFiles: number;
  /** `written`: files in the workspace; with --check, files in the manifest. */
  readonly account: { readonly files: AccountLine; readonly emoji: AccountLine };
  readonly emoji: { readonly ready: number; readonly added: number; readonly remark: Line };
  readonly pictures: number;
  /** Number of files that `serve-files` has sent completely. */
  readonly pickedUp: number;
  readonly losses: readonly LossSummary[];
  readonly calls: readonly CallCount[];
  readonly warnings: readonly Line[];
}

/** Results of a run of `files`. */
export interface FilesFacts {
  readonly inventory: FileInventory;
  /** Undefined with --check. */
  readonly delivered: DeliveredFiles | undefined;
  readonly losses: LossLog;
}

/** Makes the report of `files`: what was found, and what was delivered of it. */
export async function filesReport(
  workDirectory: string,
  scope: Scope,
  { inventory, delivered, losses }: FilesFacts,
): Promise<FilesReport> {
  const { tally, emoji, pictures, pickedUp } = inventory;
  const files = delivered?.files ?? listedFiles(inventory);
  const account = migrationAccount(await scope.counts(), scope, {
    posts: { ...emptyTally(), files },
    emojiAdded: delivered?.emoji.added ?? 0,
    emojiReason: 'not-in-a-replay',
    isSinceLast: false,
  });
  return {
    command: 'files',
    workspace: delivered?.workspace,
    manifest: join(workDirectory, MANIFEST_FILE),
    states: tally.states,
    bytes: tally.bytes,
    legacyFiles: tally.legacy,
    account: { files: account.files, emoji: account.emoji },
    emoji: {
      ready: emoji.length,
      added: delivered?.emoji.added ?? 0,
      remark: delivered?.emoji.remark ?? '',
    },
    pictures,
    pickedUp,
    losses: losses.summary(),
    calls: delivered?.calls ?? [],
    warnings: [...scope.warnings, ...scope.notes, ...(delivered?.warnings ?? [])],
  };
}

function listedFiles({ tally }: FileInventory): LineTally {
  const files = emptyLine();
  for (const listed of tally.rows.values()) files.written += listed;
  for (const left of tally.burnOnRead.values()) addLeftOut(files.leftOut, 'post-left-out', left);
  return files;
}

/** Prints the report: lines for a terminal, or the same facts as JSON. */
export function printFilesReport(
  report: FilesReport,
  ending: Ending,
  lang: Language,
  output: Output,
): void {
  const warnings = wordedWarnings(report.warnings, lang, output);
  const remark = lineText(report.emoji.remark, lang);
  const emoji = { ...report.emoji, remark };
  output.json({
    ...report,
    emoji,
    losses: wordedLosses(report.losses, lang),
    warnings,
    next: ending.next,
  });
  const { files: texts } = TEXTS[lang].terminal;
  printWarnings(warnings, lang, output);
  const { files } = report.account;
  const column = (text: string, width: number, count: number): void =>
    output.line(`${text}${' '.repeat(Math.max(1, width - textWidth(text)))}${countText(count)}`);
  column(texts.read, 24, files.read);
  column(report.workspace === undefined ? texts.inManifest : texts.inWorkspace, 24, files.written);
  for (const reason of LEFT_OUT_REASONS) {
    const count = files.leftOut[reason];
    if (count === undefined) continue;
    const values = { count: countText(count), reason: TEXTS[lang].account.reasons[reason] };
    output.line(`  ${fill(texts.leftOut, values)}`);
  }
  output.line(fill(texts.states, { states: statesText(report.states, lang), bytes: report.bytes }));
  for (const line of lossLines(report.losses, lang)) output.line(line);
  const { ready, added } = emoji;
  output.line(fill(texts.emoji, { ready, added }));
  if (remark !== '') output.line(`  ${remark}`);
  output.line(fill(texts.pictures, { count: report.pictures }));
  if (report.pickedUp > 0) output.line(fill(texts.pickedUp, { count: report.pickedUp }));
  output.line(fill(texts.manifest, { file: report.manifest }));
  printEnding(ending, lang, output);
}

/** Words the states that occur, each with its number of files. */
function statesText(states: FilesReport['states'], lang: Language): string {
  const texts = TEXTS[lang].terminal.files;
  const occurring = FILE_STATES.filter((state) => states[state] > 0);
  if (occurring.length === 0) return texts.none;
  return occurring
    .map((state) => fill(texts.inState[state], { count: states[state] }))
    .join(texts.between);
}
