import { describe, expect, it } from 'vitest';
import { withOwnInclude } from '../../../../src/commands/archive/flags.ts';
import { consentWarnings } from '../../../../src/commands/archive/site-scope.ts';
import { makeComplaints } from '../../../../src/config/complaints.ts';
import { resolveSelection } from '../../../../src/config/selection.ts';
import type { ChannelType } from '../../../../src/model/model.ts';

const LIST = { path: 'dms.csv', isFlag: false };
const ofTypes = (...types: readonly ('public' | 'private' | 'group' | 'direct')[]) =>
  types.map((type) => ({ shown: { type } }));

describe('the channels of an archive', () => {
  it.each([
    [undefined, undefined, ['public']],
    [undefined, 'public, private', ['public']],
    [undefined, 'public, private, direct, group', ['public']],
    ['public,private', 'public', ['public', 'private']],
    ['direct', undefined, ['direct']],
  ])('with --include %s and the setting %s are %j', (flag, setting, expected) => {
    const flags = withOwnInclude(flag === undefined ? {} : { include: flag });
    const settings = () => (setting === undefined ? {} : { include: setting });
    expect(resolveSelection(flags, settings, makeComplaints())().include).toEqual(expected);
  });

  it.each<[string | undefined, readonly ChannelType[] | undefined, readonly ChannelType[]]>([
    [undefined, ['private', 'direct'], ['private', 'direct']],
    [undefined, ['public'], ['public']],
    [undefined, undefined, ['public']],
    ['public', ['public', 'private'], ['public']],
  ])('to verify, with --include %s and written with %j, are %j', (flag, written, expected) => {
    const flags = withOwnInclude(flag === undefined ? {} : { include: flag }, written);
    const settings = () => ({ include: 'group' });
    expect(resolveSelection(flags, settings, makeComplaints())().include).toEqual(expected);
  });

  it.each([
    [LIST, ofTypes('public', 'private'), 0],
    [LIST, ofTypes('public', 'direct'), 1],
    [LIST, ofTypes('group', 'group'), 1],
    [undefined, ofTypes('direct', 'group'), 0],
  ])(
    'say that a list of consent is not followed, where it has a say',
    (consentList, channels, lines) => {
      expect(consentWarnings({ consentList }, channels)).toHaveLength(lines);
    },
  );
});
