import { parseSourceUrl } from '../../config/database-url.ts';
import { ConfigError } from '../../errors/errors.ts';
import { errorLines } from '../../reports/notices.ts';
import type { Language } from '../../texts/language.ts';
import type { Ask } from '../run/ask.ts';

const QUESTIONS = {
  en: {
    source: 'Database (mysql://user@host/name or postgres://…), empty for later: ',
    files: "Folder of Mattermost's files, empty for none: ",
  },
  ja: {
    source: 'データベース (mysql://user@host/name または postgres://…、後で書くなら空のまま): ',
    files: 'Mattermost のファイルのフォルダー (なければ空のまま): ',
  },
} as const;

/** The address of the database; asks again until it can be read. Undefined when there is no answer. */
export async function askForSource(ask: Ask, lang: Language): Promise<string | undefined> {
  let question: string = QUESTIONS[lang].source;
  for (;;) {
    const answer = await ask(question);
    if (answer === '') return undefined;
    try {
      parseSourceUrl('source', answer);
      return answer;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      question = [...errorLines(error, lang), QUESTIONS[lang].source].join('\n');
    }
  }
}

export async function askForFiles(ask: Ask, lang: Language): Promise<string | undefined> {
  return (await ask(QUESTIONS[lang].files)) || undefined;
}
