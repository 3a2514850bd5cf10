import { renderText } from '../../../../../src/mapping/markdown/render-text.ts';
import type { RenderedPart, TextContext } from '../../../../../src/mapping/rendered-text.ts';
import { mrkdwnOf, readMrkdwn } from '../../../../../src/mapping/verify/text/mrkdwn.ts';
import { slackBlocks } from '../../../../../src/mapping/verify/text/slack-blocks.ts';
import {
  type SourceTexts,
  sourceMrkdwn,
  sourceText,
  sourceTextsOtherwise,
} from '../../../../../src/mapping/verify/text/source-text.ts';
import {
  archiveText,
  asMrkdwn,
  comparableTexts,
  type SourceForms,
} from '../../../../../src/mapping/verify/text/target-text.ts';
import type { TargetNames } from '../../../../../src/mapping/verify/text/tree.ts';
import { textContext } from '../../markdown/text-context.ts';

export const NAMES: TargetNames = {
  user: (id) => id,
  channel: (id) => id,
  publicChannel: (id) => (id === 'C00TOWN' ? 'town-square' : undefined),
  areChannelsText: false,
  areWhole: true,
};

/** As an archive of version 0.1 is read. */
export const OLD_NAMES: TargetNames = { ...NAMES, areWhole: false };

export const textsWith = (context: TextContext): SourceTexts => ({
  context,
  names: NAMES,
  place: 'archive',
});

export const formsOf = (markdown: string, context: TextContext): SourceForms => ({
  text: sourceText(markdown, textsWith(context)),
  textsOtherwise: () => sourceTextsOtherwise(markdown, textsWith(context)),
  textAsMrkdwn: () => asMrkdwn(sourceMrkdwn(markdown, textsWith(context))),
});

/** What verify says of a text and messages: both sides when they differ, '' when they are equal. */
export function difference(
  markdown: string,
  parts: readonly RenderedPart[],
  context: TextContext = textContext(),
  names = NAMES,
): string {
  const messages = parts.map(({ table, ...part }) => ({
    ...part,
    attachments: table === undefined ? [] : [{ fallback: table.text, blocks: [table.block] }],
  }));
  const inTarget = archiveText(messages, names);
  const { source, target } = comparableTexts(formsOf(markdown, context), inTarget);
  return source === target
    ? ''
    : `source ${JSON.stringify(source)}\ntarget ${JSON.stringify(target)}`;
}

/** Differences of a text and what the migration makes of it, also without blocks; '' for none. */
export function falseAlarm(markdown: string, context: TextContext = textContext()): string {
  const { parts } = renderText(markdown, context);
  const found = difference(markdown, parts, context);
  const [only] = parts;
  if (found !== '' || parts.length > 1 || only === undefined) return found;
  // Slack's answer to blocks that it refuses: the text, and the table below a blank line.
  const text = [only.text, only.table?.text ?? ''].filter((each) => each !== '').join('\n\n');
  return difference(markdown, [{ text, blocks: [] }], context);
}

/** True when blocks and mrkdwn of a part say the same. */
export const isSaidTwice = ({ text, blocks }: RenderedPart): boolean =>
  mrkdwnOf(slackBlocks(blocks, NAMES)) === readMrkdwn(text, NAMES);
