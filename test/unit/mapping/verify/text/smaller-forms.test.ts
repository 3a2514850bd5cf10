import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../../../src/mapping/markdown/render-text.ts';
import type { RenderedPart } from '../../../../../src/mapping/rendered-text.ts';
import { timeText } from '../../../../../src/mapping/replay/annotations.ts';
import {
  type MessageForm,
  smallerForms,
  textsAlone,
} from '../../../../../src/mapping/replay/smaller-forms.ts';
import { comparePosts, type FieldDifference } from '../../../../../src/mapping/verify/compare.ts';
import { makeExplanations } from '../../../../../src/mapping/verify/explanations.ts';
import { differenceOf, type PostFacts } from '../../../../../src/mapping/verify/facts.ts';
import { sourceTextWithoutTables } from '../../../../../src/mapping/verify/text/source-text.ts';
import {
  type WorkspaceMessage,
  workspaceMessage,
  workspacePost,
} from '../../../../../src/mapping/verify/workspace.ts';
import type { ExportAttachment } from '../../../../../src/slack/export-format.ts';
import { notEmpty } from '../../../../support/not-empty.ts';
import { longText, markupFragments } from '../../markdown/markdown-arbitraries.ts';
import { textContext } from '../../markdown/text-context.ts';
import { formsOf, NAMES, textsWith } from './both-sides.ts';

const FOLDER = join(import.meta.dirname, '../../../../../fixtures/markdown');
const GOLDEN = readdirSync(FOLDER).filter((file) => file.endsWith('.md'));
const CONTEXT = textContext({ mentions: 'text', channel: () => undefined });
const AT_MS = Date.UTC(2023, 3, 3, 1, 30);
const REACTIONS = [':tada: Hana Suzuki, Taro Yamada'];
const ATTACHMENT: ExportAttachment = { id: 1, title: 'Build 12', text: ':tada: *passed*' };
const PLACE = { thread: '', isPinned: false, files: [], edited: '', isImported: false };
const VIEW = {
  names: NAMES,
  emoji: (name: string) => name,
  reactions: 'summary' as const,
  botUserId: 'UAPP',
  displayName: (id: string) => id,
};

/** What a post should be in a workspace. */
const factsOf = (markdown: string, context = CONTEXT): PostFacts => ({
  author: 'Taro Yamada',
  atMs: AT_MS,
  ...formsOf(markdown, context),
  textWithoutTables: () => sourceTextWithoutTables(markdown, textsWith(context)),
  attachments: '',
  thread: '',
  edited: '',
  reactions: [':tada: Hana Suzuki', ':tada: Taro Yamada'],
  isPinned: false,
  files: [],
  isTombstone: false,
});

type Annotated = Pick<MessageForm, 'text' | 'blocks' | 'attachments'>;

/** A part of a post as it should be, and each smaller form of it. */
function formsOfPart(
  { text, blocks }: RenderedPart,
  attachments: readonly ExportAttachment[] = [],
): readonly MessageForm[] {
  const below = [timeText(AT_MS), ...REACTIONS].map((grey) => ({
    type: 'context' as const,
    elements: [{ type: 'mrkdwn' as const, text: grey }],
  }));
  const whole: Annotated = { text, blocks: [...blocks, ...below], attachments };
  const alone = textsAlone(text, { time: timeText(AT_MS), attachments, reactions: REACTIONS });
  return [{ ...whole, losses: [] }, ...smallerForms({ ...whole, textsAlone: alone })];
}

const inWorkspace = ({ text, blocks, attachments }: Annotated, at: number): WorkspaceMessage =>
  workspaceMessage.parse({
    ...{ ts: `${at + 1}.000100`, username: 'Taro Yamada', text, blocks, attachments },
  });

/** What verify finds between a post and messages, without what the losses of the messages explain. */
function unexplained(facts: PostFacts, forms: readonly MessageForm[]): readonly FieldDifference[] {
  const [first, ...further] = forms.map(inWorkspace);
  if (first === undefined) throw new RangeError('no message');
  const explanations = makeExplanations();
  for (const { code } of forms.flatMap(({ losses }) => losses)) {
    explanations.add(code, { postId: 'post', channelId: '', ts: '', name: '' });
  }
  return comparePosts(facts, workspacePost([first, ...further], PLACE, VIEW)).filter(
    (found) => explanations.causeOf(differenceOf({ ...found, postId: 'post' })) === '',
  );
}

/** Differences of every form of a text, each in turn for every part. */
function falseAlarms(markdown: string): readonly unknown[] {
  const parts = renderText(markdown, CONTEXT).parts.map((part) => formsOfPart(part));
  const most = Math.max(...parts.map((forms) => forms.length));
  return Array.from({ length: most }, (_, at) =>
    unexplained(
      factsOf(markdown),
      parts.map((forms) => forms[Math.min(at, forms.length - 1)] ?? { ...NO_FORM }),
    ),
  ).filter((found) => found.length > 0);
}

const NO_FORM: MessageForm = { text: '', blocks: [], attachments: [], losses: [] };
const TABLE = 'Figures:\n\n| a | b |\n|---|:-:|\n| **1** |  |\n| https://e.co | `x` |\n\nEnd.';

describe('a message in a smaller form, because Slack refused the whole one', () => {
  it.each(notEmpty(GOLDEN))(
    'says all of a golden text, or a loss says what it lacks: %s',
    (name) => {
      expect(falseAlarms(readFileSync(join(FOLDER, name), 'utf8'))).toEqual([]);
    },
  );

  it('says all of random markup, or a loss says what it lacks', () => {
    const texts = fc.sample(markupFragments, { numRuns: 300, seed: 20_260_301 });
    const failing = texts
      .map((fragments) => fragments.join(''))
      .filter((t) => falseAlarms(t).length);
    expect(failing).toEqual([]);
  });

  it('says all of a text of several messages, of which any may have another form', () => {
    fc.assert(
      fc.property(longText, fc.array(fc.nat(3), { minLength: 9 }), (text, choice) => {
        const parts = renderText(text, CONTEXT).parts.map((part) => formsOfPart(part));
        const chosen = parts.map(
          (forms, at) => forms[Math.min(choice[at] ?? 0, forms.length - 1)] ?? NO_FORM,
        );
        // A cut text is compared to where it ends, which a further part would follow.
        fc.pre(chosen.every(({ losses }) => losses.every(({ code }) => code !== 'text_cut')));
        expect(unexplained(factsOf(text), chosen)).toEqual([]);
      }),
      { numRuns: 15, seed: 20_260_301 },
    );
  });

  it('goes from the table to lines, and from blocks to text', () => {
    const [part] = renderText(TABLE, CONTEXT).parts;
    const forms = part === undefined ? [] : formsOfPart(part, [ATTACHMENT]);
    expect(forms.map(({ losses }) => losses.map(({ code }) => code))).toEqual([
      [],
      ['table_refused'],
      ['blocks_refused'],
    ]);
    expect(JSON.stringify(forms[1]?.blocks)).not.toContain('"table"');
    expect(forms[1]?.attachments).toEqual([ATTACHMENT]);
    expect(forms[2]).toMatchObject({ blocks: [], attachments: [] });
    expect(forms[2]?.text).toContain('Build 12');
    expect(forms[2]?.text).toContain('https://e.co');
  });

  it.each([
    ['a word is gone', (text: string) => text.replace('End.', '')],
    ['a cell is gone', (text: string) => text.replace('e.co', '')],
    ['the time is another', (text: string) => text.replace('^1680485400^', '^1680485401^')],
    ['a reaction is gone', (text: string) => text.replace(', Taro Yamada', '')],
    ['a line is added', (text: string) => `more\n${text}`],
  ])('hides no damage behind its loss: %s', (_what, damage) => {
    const [part] = renderText(TABLE, CONTEXT).parts;
    const [, , alone] = part === undefined ? [] : formsOfPart(part, []);
    const form = alone ?? NO_FORM;
    expect(unexplained(factsOf(TABLE), [form])).toEqual([]);
    expect(unexplained(factsOf(TABLE), [{ ...form, text: damage(form.text) }])).not.toEqual([]);
  });

  it.each(notEmpty(GOLDEN))('says all of a text whose table is in an attachment: %s', (name) => {
    const context = textContext({ ...CONTEXT, tables: 'attachment' });
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const [part, ...others] = renderText(text, context).parts;
    if (part === undefined || others.length > 0) throw new RangeError(name);
    const { table } = part;
    const attachments =
      table === undefined ? [] : [{ fallback: table.text, blocks: [table.block] }];
    for (const form of formsOfPart(part, attachments)) {
      expect(unexplained(factsOf(text, context), [form])).toEqual([]);
    }
  });

  it('has no table in its attachments either, and keeps the others', () => {
    const [part] = renderText(TABLE, textContext({ ...CONTEXT, tables: 'attachment' })).parts;
    if (part?.table === undefined) throw new RangeError('no table in an attachment');
    const table = { fallback: part.table.text, blocks: [part.table.block] };
    const [whole, without] = formsOfPart(part, [table, ATTACHMENT]);
    expect(JSON.stringify(whole?.attachments)).toContain('"type":"table"');
    expect(without?.losses).toEqual([{ code: 'table_refused' }]);
    expect(JSON.stringify(without?.blocks)).not.toContain('"type":"table"');
    expect(without?.attachments).toEqual([ATTACHMENT]);
  });

  it('hides no damage of a line that a row of a table became', () => {
    const [part] = renderText(TABLE, CONTEXT).parts;
    const [, lines] = part === undefined ? [] : formsOfPart(part);
    const form = lines ?? NO_FORM;
    const damaged = JSON.parse(JSON.stringify(form.blocks).replace('"x"', '"y"'));
    expect(unexplained(factsOf(TABLE), [form])).toEqual([]);
    expect(unexplained(factsOf(TABLE), [{ ...form, blocks: damaged }])).not.toEqual([]);
  });

  it('has attachments below its text that no reaction is taken from', () => {
    const [part] = renderText('Built', CONTEXT).parts;
    const forms = part === undefined ? [] : formsOfPart(part, [ATTACHMENT]);
    const facts = { ...factsOf('Built'), attachments: 'title: Build 12' };
    expect(unexplained(facts, forms.slice(-1))).toEqual([]);
  });
});
