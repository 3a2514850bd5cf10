import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../src/mapping/csv.ts';
import { changedChannels, changedPeople } from '../../../../src/mapping/plan/changed-lines.ts';
import {
  CHANNELS_CSV_HEADER,
  channelLine,
  parseChannelsCsv,
} from '../../../../src/mapping/plan/channels-csv.ts';
import type { PlannedChannel, PlannedPerson } from '../../../../src/mapping/plan/plan.ts';
import {
  parseUsersCsv,
  USERS_CSV_HEADER,
  userLine,
} from '../../../../src/mapping/plan/users-csv.ts';
import { channelId } from '../../../../src/model/model.ts';
import { aPlan, aPlannedChannel, aPlannedPerson } from '../../../support/builders/plan-builders.ts';

/** The lines of a file as the program writes it. */
const peopleLines = (...people: readonly PlannedPerson[]) =>
  parseUsersCsv([USERS_CSV_HEADER, ...people.map(userLine)].map(csvLine).join(''), 'users.csv');

const channelLines = (...channels: readonly PlannedChannel[]) =>
  parseChannelsCsv(
    [CHANNELS_CSV_HEADER, ...channels.map(channelLine)].map(csvLine).join(''),
    'channels.csv',
  );

describe('lines of users.csv', () => {
  const byRule = [
    aPlannedPerson({ username: 'Yamada' }),
    aPlannedPerson({ username: 'sato', action: 'match', slackId: 'U0SATO0001', slackEmail: 's@x' }),
    aPlannedPerson({ username: 'ito', action: 'match', slackEmail: 'ito@x' }),
  ];
  const plan = aPlan({ people: byRule });

  it("are none of the team's as the program wrote them", () => {
    expect(changedPeople(peopleLines(...byRule), plan)).toEqual([]);
  });

  it.each([
    ['another action', { action: 'skip' }],
    ['another account', { slackId: 'U0OTHER001' }],
    ['no account any more', { slackId: '' }],
  ] as const)("are the team's with %s", (_what, over) => {
    const [yamada, sato, ito] = peopleLines(...byRule);
    if (yamada === undefined || sato === undefined || ito === undefined) expect.fail('no lines');
    const changed = { ...sato, ...over };
    expect(changedPeople([yamada, changed, ito], plan)).toEqual([changed]);
  });

  it("are not the team's for other names, counts or reasons: those decide nothing", () => {
    const touched = byRule.map((person) => ({ ...person, fullName: 'X', posts: 1, reason: 'me' }));
    expect(changedPeople(peopleLines(...touched), plan)).toEqual([]);
  });

  it("stay the team's when the plan took them from the file", () => {
    const byFile = byRule.map((person) => ({ ...person, by: 'file' as const }));
    const lines = peopleLines(...byFile);
    expect(changedPeople(lines, aPlan({ people: byFile }))).toEqual(lines);
  });

  it("are the team's when the plan does not know the person, or there is no plan", () => {
    const lines = peopleLines(...byRule);
    expect(changedPeople(lines, aPlan({ people: byRule.slice(1) }))).toEqual(lines.slice(0, 1));
    expect(changedPeople(lines, undefined)).toEqual(lines);
  });
});

describe('lines of channels.csv', () => {
  const byRule = [
    aPlannedChannel(),
    aPlannedChannel({
      channelId: channelId('chanops0000000000000000001'),
      action: 'merge',
      slackId: 'C0OPS00001',
      slackName: 'ops',
    }),
  ];
  const plan = aPlan({ channels: byRule });

  it("are none of the team's as the program wrote them", () => {
    expect(changedChannels(channelLines(...byRule), plan)).toEqual([]);
  });

  it.each([
    ['another action', { action: 'skip' }],
    ['another name', { slackName: 'operations' }],
    ['another channel to merge into', { slackId: 'C0OTHER001' }],
    ['another visibility', { list: 'groups' }],
    ['another end', { archive: true }],
  ] as const)("are the team's with %s", (_what, over) => {
    const [dev, ops] = channelLines(...byRule);
    if (dev === undefined || ops === undefined) expect.fail('no lines');
    const changed = { ...ops, ...over };
    expect(changedChannels([dev, changed], plan)).toEqual([changed]);
  });

  it("stay the team's when the plan took them from the file", () => {
    const byFile = byRule.map((channel) => ({ ...channel, by: 'file' as const }));
    const lines = channelLines(...byFile);
    expect(changedChannels(lines, aPlan({ channels: byFile }))).toEqual(lines);
  });

  it("are the team's when the plan does not know the channel, or there is no plan", () => {
    const lines = channelLines(...byRule);
    expect(changedChannels(lines, aPlan({ channels: byRule.slice(1) }))).toEqual(lines.slice(0, 1));
    expect(changedChannels(lines, undefined)).toEqual(lines);
  });
});
