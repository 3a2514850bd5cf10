import { type Redaction, redactionMark } from '../model/secrets.ts';
import type { LossNote } from './losses.ts';

/** What was taken out of the texts of a post or a channel; masked, as the source gives it. */
export function redactionNotes({
  redactions = [],
}: {
  readonly redactions?: readonly Redaction[];
}): readonly LossNote[] {
  return redactions.map(({ kind, masked }) => ({
    code: 'secret_redacted',
    old: masked,
    new: redactionMark(kind),
  }));
}
