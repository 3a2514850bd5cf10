import { describe, expect, it } from 'vitest';
import { AN_ADDRESS, complaintsAbout, resolveWritten } from './resolve-with.ts';

const flags = { source: AN_ADDRESS };

describe('the rules that decide about people and channels', () => {
  it('come from mm2slack.yaml', () => {
    const yaml = `
channels:
  rename:
    - { from: '^ch-(.*)$', to: 'project-$1', team: tokyo }
  archived: skip
  takenNames: hr, board
people:
  mapping: who-is-who.csv
  domains: { Old.co.jp: new.co.jp }
plan: { newPeople: name-only, newChannels: skip }
target: { plan: business-plus }
`;
    expect(resolveWritten({ flags, yaml })).toMatchObject({
      renameRules: [{ from: /^ch-(.*)$/u, to: 'project-$1', team: 'tokyo' }],
      archivedChannels: 'skip',
      takenNames: ['hr', 'board'],
      peopleMapping: 'who-is-who.csv',
      domainRules: [{ from: 'old.co.jp', to: 'new.co.jp' }],
      planDefaults: { newPerson: 'name-only', newChannel: 'skip' },
      slackPlan: 'business-plus',
    });
  });

  it('are refused where they make no sense, each naming itself', () => {
    const yaml = `
channels:
  rename: [{ from: '(', to: x }]
people:
  domains: { old: new.co.jp }
`;
    expect(complaintsAbout({ flags, yaml })).toEqual([
      "channels.rename[0].from: '(', expected a regular expression",
      "people.domains: 'old', expected a domain such as test.example.com",
    ]);
  });
});
