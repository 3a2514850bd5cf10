import { isBulkSource } from '../../config/bulk-source.ts';
import { parseSourceUrl } from '../../config/database-url.ts';
import { ConfigError } from '../../errors/errors.ts';
import { errorLines } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Ask } from '../run/ask.ts';

/** The address of the database; asks again until it can be read. Undefined when there is no answer. */
export async function askForSource(ask: Ask, lang: Language): Promise<string | undefined> {
  let question: string = `${TEXTS[lang].terminal.init.source} `;
  for (;;) {
    const answer = await ask(question);
    if (answer === '') return undefined;
    try {
      if (!isBulkSource(answer)) parseSourceUrl('source', answer);
      return answer;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      question = [...errorLines(error, lang), `${TEXTS[lang].terminal.init.source} `].join('\n');
    }
  }
}

export async function askForFiles(ask: Ask, lang: Language): Promise<string | undefined> {
  return (await ask(`${TEXTS[lang].terminal.init.files} `)) || undefined;
}
