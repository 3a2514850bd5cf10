import type { LossCode, LossSummary } from '../mapping/losses.ts';
import {
  ATTACHMENTS_PER_MESSAGE,
  EMOJI_BYTES,
  FILE_BYTES,
  LIST_INDENT,
  TOPIC_CHARACTERS,
} from '../slack/limits.ts';
import type { LossText } from '../texts/en/losses.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { countText, fill } from './figures.ts';

export type LossTexts = Readonly<Record<LossCode, Readonly<LossText>>>;

/** Texts of all losses in one language, filled with Slack's limits. */
export function lossTexts(lang: Language): LossTexts {
  const filled: Record<LossCode, LossText> = { ...TEXTS[lang].losses };
  for (const [code, max] of Object.entries(LIMITS) as [LossCode, number][]) {
    const { name, message, hint } = filled[code];
    filled[code] = { name, message: fill(message, { max }), hint: fill(hint, { max }) };
  }
  return filled;
}

const GIBIBYTE = 1024 ** 3;
const KIBIBYTE = 1024;

/** Slack's limit that a sentence names, in its unit. */
const LIMITS: Readonly<Partial<Record<LossCode, number>>> = {
  topic_cut: TOPIC_CHARACTERS,
  file_over_limit: FILE_BYTES / GIBIBYTE,
  file_too_large_or_empty: FILE_BYTES / GIBIBYTE,
  attachments_over_limit: ATTACHMENTS_PER_MESSAGE,
  list_nesting_flattened: LIST_INDENT + 1,
  emoji_too_large: EMOJI_BYTES / KIBIBYTE,
};

/** Losses of one code in `--json`; the keys are a contract. */
export interface WordedLoss extends LossSummary {
  readonly says: string;
  readonly advice: string;
}

/** Adds the sentences in the run's language, for `--json`. */
export function wordedLosses(
  losses: readonly LossSummary[],
  lang: Language,
): readonly WordedLoss[] {
  const texts = lossTexts(lang);
  return losses.map((loss) => {
    const { message, hint } = texts[loss.code];
    return { says: message, advice: hint, ...loss };
  });
}

/** Lines of losses for a terminal: `  12 × A heading became a bold line.` */
export function lossLines(losses: readonly LossSummary[], lang: Language): readonly string[] {
  const texts = lossTexts(lang);
  return losses.map(({ code, count }) => `  ${countText(count)} × ${texts[code].message}`);
}
