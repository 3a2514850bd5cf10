import { describe, expect, it } from 'vitest';
import { SECRET_KINDS } from '../../../src/model/secrets.ts';
import { LANGUAGES } from '../../../src/texts/language.ts';
import { NOTICE_TEXTS } from '../../../src/texts/notices.ts';
import { TEXTS } from '../../../src/texts/texts.ts';

/** Every sentence by where it is: `plan.headings.why`. */
function sentences(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    sentences(inner, path === '' ? key : `${path}.${key}`),
  );
}

const all = (lang: 'en' | 'ja'): ReadonlyMap<string, string> =>
  new Map(sentences({ ...TEXTS[lang], notices: NOTICE_TEXTS[lang] }));
const EN = all('en');
const JA = all('ja');

/** Names of products, marks and codes, which are the same in Japanese. */
const SAME_IN_BOTH: ReadonlySet<string> = new Set([
  'notices.archive-entry-unusable',
  'notices.at',
  'notices.chmod-hint',
  'notices.database-said',
  'notices.mattermost-version',
  'notices.node-ok',
  'notices.slack-fault',
  'plan.hiddenName',
  'plan.slackPlans.enterprise-grid',
  'preview.source',
  'preview.result',
  'preview.constructs.webhook',
  'verify.fields.sha256',
  'verify.places.hidden',
  'verify.places.named',
]);

/** Other names and patterns that need no Japanese. */
const NAMES: ReadonlySet<string> = new Set([
  ...SAME_IN_BOTH,
  'notices.joined-by-comma',
  'notices.joined-by-semicolon',
  'notices.plan-difference',
  'terminal.files.between',
  'checklist.channelColumns.0',
  'checklist.channelColumns.1',
  'plan.columns.slackId',
  'verify.places.named',
  'verify.places.hidden',
  'verify.whole',
]);

/** Ends of sentences, put behind one or left out, with their space. */
const ENDINGS: ReadonlySet<string> = new Set([
  // What joins a list, and a text of several lines.
  'terminal.files.between',
  'terminal.init.head',
  'notices.did-you-mean',
  'notices.percent-encode-password',
]);

describe('the texts', () => {
  it('are of the same places in both languages, lists as long as each other', () => {
    expect([...JA.keys()].sort()).toEqual([...EN.keys()].sort());
    expect(EN.size).toBeGreaterThan(500);
  });

  it('name the same values in both languages', () => {
    const valuesOf = (text = ''): readonly string[] =>
      [...new Set([...text.matchAll(/\{\w+\}/g)].map(([name]) => name))].sort();
    const differing = [...EN].filter(
      ([path, text]) => valuesOf(text).join() !== valuesOf(JA.get(path)).join(),
    );
    expect(differing).toEqual([]);
  });

  it('are Japanese in Japanese', () => {
    const foreign = [...JA].filter(
      ([path, text]) => text !== '' && !/[ぁ-んァ-ヶ一-龠]/.test(text) && !NAMES.has(path),
    );
    expect(foreign).toEqual([]);
  });

  it('are the same in both languages only where they name products', () => {
    const same = [...EN].filter(([path, text]) => text !== '' && JA.get(path) === text);
    expect(same.map(([path]) => path).sort()).toEqual([...SAME_IN_BOTH].sort());
  });

  it.each(LANGUAGES)('have no doubled space and no line end in %s', (lang) => {
    const odd = [...(lang === 'en' ? EN : JA)]
      .filter(([, text]) => /\S {2}|^ \S|\s$|\n/.test(text))
      .filter(([path]) => !ENDINGS.has(path));
    expect(odd).toEqual([]);
  });

  it('call credentials as the marks in Slack do', () => {
    expect(TEXTS.en.inventory.secretKinds).toEqual(SECRET_KINDS);
  });
});
