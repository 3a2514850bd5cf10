import { KnownError, type Line } from '../../../errors/errors.ts';
import { errorText } from '../../../exporters/database/errors.ts';

/** What a check found. */
export interface Check {
  /** Stable word for scripts. */
  readonly id: string;
  readonly state: 'ok' | 'warning' | 'failure' | 'skipped';
  readonly message: Line;
  /** What to do, one line each; empty when nothing needs doing. */
  readonly hints: readonly Line[];
}

export type MakeCheck = (id: string, message: Line, ...hints: readonly Line[]) => Check;

const checkOf =
  (state: Check['state']): MakeCheck =>
  (id, message, ...hints) => ({ id, state, message, hints });

export const ok = checkOf('ok');
export const warning = checkOf('warning');
export const failure = checkOf('failure');
export const skipped = checkOf('skipped');

/** Runs a check; whatever goes wrong inside it is a failure of that check, in one line, and the others still run. */
export async function guarded(
  id: string,
  look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await look();
  } catch (error) {
    return [failure(id, problemIn(error))];
  }
}

/** What an error says: the line of a known one, the text of any other. */
export const problemIn = (error: unknown): Line =>
  error instanceof KnownError ? (error.lines[0] ?? '') : errorText(error);
