import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../src/mapping/csv.ts';
import { CHANNEL_ACTIONS } from '../../../../src/mapping/decisions.ts';
import {
  CHANNELS_CSV_HEADER,
  channelLine,
  parseChannelsCsv,
} from '../../../../src/mapping/plan/channels-csv.ts';
import { channelId } from '../../../../src/model/model.ts';
import {
  aPlannedChannel,
  aPrivateChannel,
  HOSTILE_NAMES,
} from '../../../support/builders/plan-builders.ts';

const read = (text: string) => parseChannelsCsv(text, 'channels.csv');

describe('channels.csv', () => {
  it('has the columns of its header', () => {
    const channel = aPrivateChannel({ displayName: '営業部', isArchived: true, slackName: '営業' });
    const line = channelLine(channel);
    expect(line).toHaveLength(CHANNELS_CSV_HEADER.length);
    expect(Object.fromEntries(CHANNELS_CSV_HEADER.map((column, at) => [column, line[at]]))).toEqual(
      {
        id: 'secret00000000000000000001',
        team: 'tokyo',
        name: 'layoffs',
        display_name: '営業部',
        type: 'private',
        archived: 'yes',
        posts: '100',
        members: '1',
        slack_name: '営業',
        slack_id: '',
        action: 'create',
        visibility: 'private',
        archive: 'no',
        reason: 'the name; #layoffs is another channel',
      },
    );
  });

  it('keeps every id apart that it is given, with the blanks around it', () => {
    const odd = ['a', ' a', 'a ', 'a\t', 'A', '"a"', '"', '=a', '-a', 'é\r\nb', '\u3000'];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.constantFrom(...odd), fc.string({ minLength: 1 }))),
        (ids) => {
          const lines = ids.map((id) =>
            csvLine(channelLine(aPlannedChannel({ channelId: channelId(id) }))),
          );
          const text = csvLine(CHANNELS_CSV_HEADER) + lines.join('');
          expect(read(text).map((edit) => edit.channelId)).toEqual(ids);
        },
      ),
    );
  });

  const HEADER = 'id,slack_name,slack_id,action,visibility,archive\n';

  it('takes its words in any case and a name with or without #', () => {
    expect(read(`${HEADER}c1,#dev,,Create,PUBLIC,Yes\nc2,ops,C0OPS,merge,private,no\n`)).toEqual([
      {
        line: 2,
        channelId: 'c1',
        slackName: 'dev',
        slackId: '',
        action: 'create',
        list: 'channels',
        archive: true,
      },
      {
        line: 3,
        channelId: 'c2',
        slackName: 'ops',
        slackId: 'C0OPS',
        action: 'merge',
        list: 'groups',
        archive: false,
      },
    ]);
  });

  it('complains of every line that cannot be followed at once', () => {
    const lines = [
      'c1,a,,create,public,no',
      'c2,a,,delete,public,no',
      'c3,a,,create,open,no',
      'c4,a,,create,public,maybe',
      ',a,,create,public,no',
      ',a,,create,public,no',
      'c1,a,,create,public,no',
      'c5,a,create,public,no',
    ];
    expect(() => read(HEADER + lines.join('\n'))).toFailWith(
      [
        'channels.csv line 9: 5 cells, expected 6',
        "channels.csv line 3: action 'delete', expected create, merge, skip",
        "channels.csv line 4: visibility 'open', expected public, private, direct, group",
        "channels.csv line 5: archive 'maybe', expected yes or no",
        'channels.csv line 6: missing id',
        'channels.csv line 7: missing id',
        "channels.csv line 8: 'c1' is already in line 2",
      ].join('\n'),
    );
  });

  it('is read back as it was written, whatever channels are called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...HOSTILE_NAMES, '"週末"', '=1+1', "'=1", '-', '\r\n', 'a\nb', ';\t'),
    );
    const channel = fc.record({
      displayName: name,
      team: name,
      reason: name,
      slackName: fc.constantFrom('営業部', '-dev', '＝ops', 'a_b', ''),
      slackId: fc.constantFrom('', 'C0GENERAL1'),
      action: fc.constantFrom(...CHANNEL_ACTIONS),
      list: fc.constantFrom('channels', 'groups', 'dms', 'mpims'),
      archive: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(channel, { maxLength: 5 }), (channels) => {
        const planned = channels.map((over, at) =>
          aPlannedChannel({ ...over, channelId: channelId(`c${at}`) }),
        );
        const text = [CHANNELS_CSV_HEADER, ...planned.map(channelLine)].map(csvLine).join('');
        expect(read(text).map(({ line: _line, ...edit }) => edit)).toEqual(
          planned.map(({ channelId: id, slackName, slackId, action, list, archive }) => ({
            channelId: id,
            slackName,
            slackId,
            action,
            list,
            archive,
          })),
        );
      }),
    );
  });
});
