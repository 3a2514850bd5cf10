import { describe, expect, it } from 'vitest';
import { archiveMessage } from '../../../../src/mapping/verify/archive-message.ts';
import { messageFormat } from '../../../../src/mapping/verify/format-marks.ts';
import { WORKSPACE_ID } from '../../../../src/slack/shapes.ts';

const NUMBERED = { id: 1, text: 'a', ts: 1_680_485_400 };
const PREVIEW = { author_name: 'Ann', text: 'b', ts: '1680485400.123000' };
const TABLE = { fallback: 'c', blocks: [{ type: 'table', rows: [] }] };

const faultsOf = (attachments: readonly unknown[]): readonly string[] =>
  messageFormat(
    { props: {} },
    archiveMessage({ type: 'message', team: WORKSPACE_ID, text: '', attachments }),
    '',
  ).map(({ source, target }) => `${source}: ${target}`);

describe('the form of attachments', () => {
  it.each([
    [[NUMBERED]],
    [[NUMBERED, { ...NUMBERED, id: 2 }]],
    [[PREVIEW]],
    [[NUMBERED, PREVIEW]],
    [[TABLE, NUMBERED, PREVIEW]],
  ])('is right with numbers, and without them for previews and tables (%#)', (attachments) => {
    expect(faultsOf(attachments)).toEqual([]);
  });

  it.each([
    [[{ ...NUMBERED, id: 2 }], ['id 1: id 2']],
    [[{ text: 'a' }], ['id 1: id not there']],
    [[{ ...NUMBERED, ts: '1680485400' }], ['ts a number: ts 1680485400']],
    [[NUMBERED, NUMBERED], ['id 2: id 1']],
    [[{ ...PREVIEW, id: 7 }], ['id 1: id 7', 'ts a number: ts 1680485400.123000']],
  ])('is wrong otherwise (%#)', (attachments, faults) => {
    expect(faultsOf(attachments)).toEqual(faults);
  });
});
