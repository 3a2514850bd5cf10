import type { ShownProgress } from '../../config/config.ts';
import type { SourceAddress } from '../../config/source.ts';
import { stageBulk } from '../../exporters/database/open.ts';
import { systemClock } from '../../system/clock.ts';
import { isProgressShown, type StagedState, stagingText, startSpinner } from './progress.ts';

const REDRAW_MS = 200;

/**
 * Stages a bulk export where it is not yet, with progress on a terminal; does nothing for a database. SourceError for a
 * line that cannot be read.
 */
export async function stageSource(
  source: SourceAddress,
  shown: ShownProgress,
  signal: AbortSignal,
): Promise<void> {
  if (source.engine !== 'bulk') return;
  const progress = { isQuiet: shown.quiet || shown.json, lang: shown.lang };
  if (!isProgressShown(progress)) {
    await stageBulk(source, signal);
    return;
  }
  const spinner = await startSpinner();
  const startedMs = systemClock.nowMs();
  let drawnMs = startedMs;
  const draw = (state: Omit<StagedState, 'elapsedMs'>): void => {
    const nowMs = systemClock.nowMs();
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = nowMs;
    spinner.text = stagingText({ ...state, elapsedMs: nowMs - startedMs }, shown.lang);
    // Staging seldom waits for anything that would let the spinner's own timer run.
    spinner.render();
  };
  try {
    await stageBulk(source, signal, (file, doneBytes, totalBytes) =>
      draw({ file, doneBytes, totalBytes }),
    );
  } finally {
    spinner.stop();
  }
}
