import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TEXTS = 'src/texts/ja';

/** Everything in Japanese that people read. */
const FILES = [
  ...readdirSync(`${ROOT}${TEXTS}`).map((name) => `${TEXTS}/${name}`),
  'README.ja.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.ja.md'))
    .map((name) => `docs/${name}`),
];

/** One term for one thing: the rejected words and the one to use. CONTRIBUTING.md has the list for people. */
const REJECTED: readonly (readonly [rejected: RegExp, term: string])[] = [
  [/利用者/, 'ユーザー'],
  [/ユーザ(?!ー)/, 'ユーザー'],
  [/サーバ(?!ー)/, 'サーバー'],
  [/フォルダ(?!ー)/, 'フォルダー'],
  [/作業フォルダ|ディレクトリー/, '作業ディレクトリ'],
  [/取り込[みむんまめ]/, 'インポート'],
  [/予行|試験インポート|テストインポート/, 'リハーサル'],
  [/ウェブフック|ウェッブフック|webhook(?=[ぁ-ん])/, 'Webhook'],
  [/報告書/, 'レポート'],
  [/フラグ/, 'オプション'],
  [/(?<![相人片両苦動])手で/, '手動で'],
  [/ワークスペースの所有者/, 'ワークスペースのオーナー'],
  [/断[りるらっれ]/, 'エラーとして中止します / 拒否します'],
  [/組み立て/, 'ビルド、作成'],
  [/読むだけ/, '読み取り専用、読み取りのみ'],
  [/静かに/, '低負荷で'],
  [/文ごとの制限時間/, 'SQL 文ごとのタイムアウト'],
  [/残る費用|移る費用/, '継続利用の費用、移行後の費用'],
  [/版の付け方/, 'バージョニング'],
  [/数だけ示/, '件数のみ報告します'],
  [/測った代わり/, '比較したほかの…'],
  [/移行を移/, '移行'],
  [/コンマ/, 'カンマ'],
  [/元データ/, '移行元'],
  [/一括エクスポート/, 'バルクエクスポート'],
  [/手作業/, '手動で'],
  [/試験移行/, 'リハーサル'],
  [/(?<!そ)の他の人|(?<!そ)(?<!の)他の(?:人|メッセージ)/, 'ほかの…'],
  [/行方(?!法)/, '不明、確認できない'],
  [/わか[らりるっれ]/, '分かる'],
  [/ふつう/, '通常'],
  [/確かめ/, '確認し'],
  [/比べ/, '比較し'],
  [/大きさ/, 'サイズ'],
  [/保存先/, 'ファイルストア'],
  [/パブリック|プライベート(?!サブネット)/, '公開チャンネル、非公開チャンネル'],
  [/添付メッセージ/, 'アタッチメント'],
  [/連携(?:機能|アプリ)/, '連携'],
  [/一度(?:だけ読|しか読|だけ、または)/, '開封後に消える投稿'],
  [/検証用ワークスペース/, 'テスト用ワークスペース'],
  [/凍結/, '書き込み停止'],
  [/表せないもの/, 'Slack に移せないもの'],
  [/(?<!メール)アドレス/, 'メールアドレス、URL、接続先'],
  [/メモリー|プロパティー/, 'メモリ、プロパティ'],
  [/を直[しせす]|で直[しせす]/, '修正する'],
  [/(?<!その)他[でと]/, 'ほかで、ほかと'],
  [/を見て(?:くださ|よ)/, 'を参照してください、を確認してください'],
  [/のことですか/, 'もしかして'],
  [/頼まれ/, '指定したとき'],
  [/Webhook[ぁ-んァ-ヶ一-龠]/, 'a space after Webhook'],
  [/訴訟ホールド|(?<!法的保存 \()リーガルホールド/, '法的保存'],
  [/照合(?!順序)/, '検証 (verify)、比較、対応付け'],
  [/(?:説明でき(?:ない|る)|想定済みの|件数の)差(?!異)|差に(?:数え|含め)|差がなく/, '差異'],
  [/違いがあ|違いは/, '差異'],
  [/送り直/, '再送'],
  [/(?:を|として|では|か、)読め(?:ません|ない)/, '読み取れません'],
  [/(?<![工操])作(?:り(?!直|方)|る|っ|れ(?:る|ま)|ら[れな])/, '作成します'],
  [/中身/, '実体、内容'],
  [/揃/, 'そろう'],
  [/行われること|何が行われるか/, '移行の内容、処理の内容'],
  [/ほうが/, '方が'],
  [/勧め/, '推奨'],
  [/進み具合|進行状況/, '進捗'],
  [/対応づけ/, '対応付け'],
  [/空き(?!容量)/, '空き容量'],
  [/本ツール/, 'mm2slack'],
  [/いくつかの/, '何件か、一部の'],
  [/テスト用のワークスペース/, 'テスト用ワークスペース'],
  [/(?:トークン|アプリ)(?:から|で|に)見え/, '参照できる'],
  [/知りません|知らない|知られて/, '未知の…、…はありません'],
  [/verify が挙げ/, 'verify が報告した'],
  [/(?:です|ません)か(?![?、])/, '…か確認してください'],
  [/一(?:つ|件|行|段|個|回|日分)|一度だけ/, '1 つ、1 件、1 回'],
  // 個 for files, channels and emoji, 人 for people, 件 for the rest.
  [/(?:ファイル|チャンネル|絵文字|canvas) \{\w+\} 件|\} 件の(?:ファイル|チャンネル)/, '個'],
  [/(?:会話|アカウント|投稿|メッセージ|スレッド) \{\w+\} 個|\} 個の(?:会話|アカウント|投稿)/, '件'],
  // A list has 、; 〜 is one character, the wave dash.
  [/(?<!')・|～/, '、 and 〜'],
];

const lines = FILES.flatMap((file) =>
  readFileSync(`${ROOT}${file}`, 'utf8')
    .split('\n')
    .map((line, at) => ({ place: `${file}:${at + 1}`, line })),
);

const finding = (pattern: RegExp): readonly string[] =>
  lines.filter(({ line }) => pattern.test(line)).map(({ place, line }) => `${place}: ${line}`);

describe('Japanese texts', () => {
  it('are all read', () => {
    expect(FILES.length).toBeGreaterThan(25);
    expect(lines.filter(({ line }) => /[ぁ-ん]/.test(line)).length).toBeGreaterThan(1000);
  });

  it.each(REJECTED)('have no %s: the term is %s', (rejected) => {
    expect(finding(rejected)).toEqual([]);
  });

  it('have half-width brackets alone', () => {
    expect(finding(/[（）［］]/)).toEqual([]);
  });

  it('have a space between a bracket and the Japanese outside it', () => {
    // `関数(引数)` of code has no Japanese inside.
    expect(finding(/[ぁ-んァ-ヶ一-龠ー]\([^()]*[ぁ-んァ-ヶ一-龠]/)).toEqual([]);
    expect(finding(/[ぁ-んァ-ヶ一-龠ー]\)[ぁ-んァ-ヶ一-龠]/)).toEqual([]);
  });

  it('have a space between Japanese and a digit', () => {
    expect(finding(/[ぁ-んァ-ヶ一-龠][0-9]/)).toEqual([]);
  });

  it('end their sentences in です and ます, but for tables and the flags of --help', () => {
    const plain = /(?:(?<![まで])す|[うくぐつぬぶむる]|(?<!まし|でし)た|(?<!くださ)い|だ)。/;
    const others = finding(plain).filter((line) => !/^src\/texts\/ja\/help|:\d+: \|/.test(line));
    expect(others).toEqual([]);
    expect(plain.test('移行する。')).toBe(true);
    expect(plain.test('移行します。確認してください。')).toBe(false);
  });

  it('have no full-width letters and digits', () => {
    expect(finding(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/)).toEqual([]);
  });

  it('would be found with a rejected term', () => {
    expect(
      REJECTED.filter(([rejected]) => rejected.test('ユーザーは手動でインポートする')),
    ).toEqual([]);
    expect(REJECTED.filter(([rejected]) => rejected.test('利用者は手で取り込む'))).toHaveLength(3);
  });
});
