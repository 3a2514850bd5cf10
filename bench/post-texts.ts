import { seededRandom } from '../test/support/seeded-random.ts';

/*
 * Texts like those of a Japanese company's chat: two thirds are plain sentences, the rest hold mentions,
 * links, emoji, emphasis, lists, code, quotes and tables.
 */

const SENTENCES = [
  '本日の定例は15時からです。',
  '資料を更新しましたので確認をお願いします。',
  '了解しました、対応します。',
  'ありがとうございます！',
  'サーバーの再起動が完了しました。',
  '明日は在宅で作業します。',
  'Thanks, looks good to me.',
  'The deployment finished without problems.',
  'Could you check the numbers before noon?',
  'I will be back in ten minutes.',
  '10:30にリリースを開始します。費用は5,000円(税込)です。',
  '前回の議事録を共有します。問題があれば連絡してください。',
];

const MARKED: readonly ((sentence: string) => string)[] = [
  (sentence) => `@alice ${sentence}`,
  (sentence) => `@sato.kenji さん、${sentence} :+1:`,
  (sentence) => `${sentence} :tada:`,
  (sentence) => `**重要：**${sentence}`,
  (sentence) => `詳細は https://example.com/docs/123?tab=2 を参照。${sentence}`,
  (sentence) => `[資料](https://example.com/files/a_b_c.pdf) ${sentence}`,
  (sentence) => `*note* ${sentence} and \`npm run build\` :)`,
  (sentence) => `${sentence}\n- 項目一\n- 項目二\n  - 詳細\n- item three`,
  (sentence) => `1. ${sentence}\n2. **次**の作業\n3. ~~中止~~`,
  (sentence) => `\`\`\`ts\nconst answer = 42; // ${sentence}\nreturn answer < 43;\n\`\`\``,
  (sentence) => `> ${sentence}\n\n同意です`,
  (sentence) => `## 報告\n${sentence}\n\n| 項目 | 数 |\n|---|--:|\n| りんご | 3 |\n| kiwi | 12 |\n`,
  (sentence) => `${sentence} see ~town-square or mail info@example.com`,
  (sentence) => `R&D: ${sentence} <b>not html</b> snake_case_name`,
];

const MARKED_IN_TEN = 4;
const MAX_SENTENCES = 3;

/** A source of texts; the same seed gives the same texts. */
export function postTexts(seed: number): () => string {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[], otherwise: Item): Item =>
    items[Math.floor(random() * items.length)] ?? otherwise;
  return () => {
    const count = 1 + Math.floor(random() * MAX_SENTENCES);
    const number = Math.floor(random() * 10_000);
    const sentences = Array.from({ length: count }, () => pick(SENTENCES, ''));
    const text = `${sentences.join(random() < 0.5 ? '' : '\n')} ${number}`;
    return random() * 10 < MARKED_IN_TEN ? pick(MARKED, String)(text) : text;
  };
}
