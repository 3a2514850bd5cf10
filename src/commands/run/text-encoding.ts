import type { DatabaseAddress } from '../../config/database-address.ts';
import { SourceError, UsageError } from '../../errors/errors.ts';
import { type Notice, type NoticeValue, notice } from '../../errors/notices.ts';
import {
  type JudgeTexts,
  type TextRepair,
  textSample,
} from '../../exporters/checks/text-sample.ts';
import { findReplacedTexts } from '../../mapping/replaced-texts.ts';
import {
  type EncodingFinding,
  type EncodingVerdict,
  encodingVerdict,
} from '../../mapping/text-encoding.ts';
import { type RepairEncoding, ROUNDS_OF, type StoredText } from '../../model/encoding.ts';

type RepairSetting = Pick<DatabaseAddress, 'repairEncoding' | 'isRepairSettled'>;

/** The setting as plans and archives record it: undefined for texts that are given as they are. */
export const recordedRepair = ({ repairEncoding }: RepairSetting): RepairEncoding | undefined =>
  repairEncoding === 'none' ? undefined : repairEncoding;

/**
 * Throws a UsageError when an earlier run had another setting: names, digests and texts would all differ. `before`:
 * undefined where nothing was recorded, as before there was the setting.
 */
export function refuseOtherRepair(
  setting: RepairSetting,
  before: RepairEncoding | undefined,
  place: NoticeValue,
): void {
  const [now, then] = [recordedRepair(setting) ?? 'none', before ?? 'none'];
  if (now !== then) throw new UsageError(notice('repair-differs', { place, now, before: then }));
}

/** What was found of stored texts. */
export interface JudgedTexts {
  readonly verdict: EncodingVerdict;
  /** What ends a run, or is to be told; undefined for neither. */
  readonly told: Notice | undefined;
}

/** Holds stored texts against the setting. */
export function judgeStoredTexts(
  texts: readonly StoredText[],
  setting: RepairEncoding | undefined,
): JudgedTexts {
  const verdict = encodingVerdict(textSample(texts), setting);
  const rounds = ROUNDS_OF[setting ?? 'none'];
  const first = texts.find((text) =>
    textSample([text]).some(({ undone }) => undone.length > rounds),
  );
  return { verdict, told: verdictNotice(verdict, setting, first?.place ?? '') };
}

function verdictNotice(
  verdict: EncodingVerdict,
  setting: RepairEncoding | undefined,
  first: string,
): Notice | undefined {
  const counts = shares(verdict.finding);
  switch (verdict.kind) {
    case 'repair':
      return notice('texts-read-as-latin1', { ...counts, first, setting: verdict.setting });
    case 'not-so':
      return notice('repair-refused', { ...counts, setting: setting ?? 'none' });
    case 'scattered':
      return notice('some-texts-read-as-latin1', { ...counts, first });
    case 'fine':
      return undefined;
  }
}

const shares = ({ undoable, texts }: EncodingFinding) => ({ undoable, texts });

/** Decides about texts of a run that carries them to the target; they are looked at where that was not done before. */
export function textRepair(setting: RepairSetting): TextRepair {
  const { repairEncoding = 'none', isRepairSettled = false } = setting;
  if (isRepairSettled || setting.repairEncoding === 'none') return ROUNDS_OF[repairEncoding];
  return judgeTexts(setting);
}

/**
 * Makes the judge of a run that carries texts to the target. It throws a SourceError when texts were read as latin1 and
 * the setting leaves them so, or when it would undo sound ones.
 */
const judgeTexts =
  ({ repairEncoding }: RepairSetting): JudgeTexts =>
  (texts) =>
    judged(texts, repairEncoding, ['repair', 'not-so']);

/** The same for a run that only shows what is there: wrong texts are told. */
export const judgeShownTexts =
  ({ repairEncoding }: RepairSetting): JudgeTexts =>
  (texts) =>
    judged(texts, repairEncoding, ['not-so']);

function judged(
  texts: readonly StoredText[],
  setting: RepairEncoding | undefined,
  refused: readonly EncodingVerdict['kind'][],
): ReturnType<JudgeTexts> {
  const { verdict, told } = judgeStoredTexts(texts, setting);
  if (told !== undefined && refused.includes(verdict.kind)) throw new SourceError(told);
  const found = replacedNotice(texts);
  const lost = found === undefined ? [] : [notice('charset-replaced-moves', { found })];
  return {
    rounds: ROUNDS_OF[setting ?? 'none'],
    warnings: [...(told === undefined ? [] : [told]), ...lost],
  };
}

/** Tells that characters were replaced by question marks before the database was read; undefined where they were not. */
export function replacedNotice(texts: readonly StoredText[]): Notice | undefined {
  const found = findReplacedTexts(texts);
  if (found === undefined) return undefined;
  const { looked, names, posts, first } = found;
  return notice('charset-replaced', { looked, names, posts, first });
}
