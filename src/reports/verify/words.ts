import type { LossCode } from '../../mapping/losses.ts';
import type { PendingKind } from '../../mapping/manual-changes.ts';
import { EMPTY, FORMER_NAME } from '../../mapping/verify/left-out.ts';
import {
  type DifferenceCount,
  NOT_FETCHED,
  type VerifyReport,
} from '../../mapping/verify/report.ts';
import type { CountedKind } from '../../mapping/verify/side-counts.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { fill, momentText } from '../figures.ts';
import { lossTexts } from '../losses.ts';
import { shownText } from '../shown-text.ts';

/** Says first of all how much that is private is public in the target; empty when nothing is. */
export function madePublic(
  { differences }: Pick<VerifyReport, 'differences'>,
  lang: Language,
): readonly string[] {
  const count = differences
    .filter(({ field }) => field === 'public')
    .reduce((sum, each) => sum + each.count, 0);
  return count === 0 ? [] : [fill(TEXTS[lang].verify.madePublicFirst, { count })];
}

/** Says how many differences are of what happened after the archives were made; empty where none is. */
export function laterLines({ later }: VerifyReport, lang: Language): readonly string[] {
  if (later === undefined || later.count === 0) return [];
  const { since, sinceOnly, sinceOthers } = TEXTS[lang].verify;
  const { count, others, seenToMs } = later;
  const said = fill(since, { count, time: momentText(seenToMs, lang) });
  return [said, others === 0 ? sinceOnly : fill(sinceOthers, { count: others })];
}

/** Names what is counted in a kind of target. */
export function countedText(
  kind: CountedKind,
  target: VerifyReport['kind'],
  lang: Language,
): string {
  const { counted, matchedPeople } = TEXTS[lang].verify;
  return kind === 'people' && target === 'workspace' ? matchedPeople : counted[kind];
}

/** Names a difference: `message: text differs`. */
export function whatDiffers(
  { kind, thing, field }: Pick<DifferenceCount, 'kind' | 'thing' | 'field'>,
  lang: Language,
): string {
  const {
    whole,
    part,
    madePublic: open,
    readOnce,
    withoutConsent,
    things,
    fields,
    kinds,
  } = TEXTS[lang].verify;
  if (field === 'public') return fill(open, { thing: things[thing] });
  if (field === 'read-once') return readOnce;
  if (field === 'consent') return withoutConsent;
  return fill(fields[field] === '' ? whole : part, {
    thing: things[thing],
    field: fields[field],
    kind: kinds[kind],
  });
}

/** Explains why a difference is expected, in a sentence. */
export function causeText(cause: string, lang: Language): string {
  const texts = TEXTS[lang];
  if (cause === EMPTY) return texts.verify.emptyInBoth;
  if (cause === FORMER_NAME) return texts.verify.formerName;
  if (isLoss(cause)) return lossTexts(lang)[cause].message;
  if (isReason(cause)) return texts.account.reasons[cause];
  if (cause === NOT_FETCHED) return texts.verify.notFetched;
  if (!isPending(cause)) return cause;
  return fill(texts.verify.pending, { cause, hint: texts.pending[cause] });
}

const REASONS = ['not-in-a-replay', 'not-delivered-yet'] as const;
const isReason = (cause: string): cause is (typeof REASONS)[number] =>
  REASONS.some((reason) => reason === cause);
/** True for the code of a loss. */
export const isLoss = (cause: string): cause is LossCode => Object.hasOwn(TEXTS.en.losses, cause);
const isPending = (cause: string): cause is PendingKind => Object.hasOwn(TEXTS.en.pending, cause);

/** Joins the items of a list. */
export const joined = (items: readonly string[], lang: Language): string =>
  items.join(lang === 'ja' ? '、' : ', ');

/** Lists the conversations of a difference: `#general (12), private channels (3)`. */
export function placesText(
  { places, otherPlaces }: Pick<DifferenceCount, 'places' | 'otherPlaces'>,
  lang: Language,
): string {
  const texts = TEXTS[lang].verify.places;
  const shown = places.map(({ name, type, count }) =>
    name === ''
      ? fill(texts.hidden, { type: texts.types[type], count })
      : fill(texts.named, { name: shownText(name), count }),
  );
  const more = otherPlaces === 0 ? [] : [fill(texts.more, { count: otherPlaces })];
  return joined([...shown, ...more], lang);
}
