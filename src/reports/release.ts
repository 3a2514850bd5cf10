import type { ReleaseText } from '../mapping/release/spans.ts';
import { releaseWords } from '../mapping/release/words.ts';
import type { Language } from '../texts/language.ts';
import { valueText } from './notices.ts';

/** What is known of the server's release, in words; '' for nothing. */
export const releaseText = (version: ReleaseText, lang: Language): string =>
  String(valueText(releaseWords(version), lang));
