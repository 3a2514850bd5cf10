import type { Env } from '../../config/flags.ts';
import type { ReadFile } from '../../config/read-file.ts';
import type { Ask } from '../run/ask.ts';
import type { LookAtSource } from './look-at-source.ts';

/** What the steps need of the world. */
export interface StepWorld {
  readonly ask: Ask;
  readonly env: Env;
  readonly readFile: ReadFile;
  readonly look: LookAtSource;
  /** Says a line between two questions. */
  readonly say: (line: string) => void;
}
