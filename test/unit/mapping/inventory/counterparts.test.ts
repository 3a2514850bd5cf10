import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { csvLine } from '../../../../src/mapping/csv.ts';
import { amazonQFiles } from '../../../../src/mapping/inventory/amazon-q.ts';
import type { Integration } from '../../../../src/mapping/inventory/integrations.ts';
import {
  INTEGRATIONS_CSV_HEADER,
  integrationLine,
  parseDoneMarks,
} from '../../../../src/mapping/inventory/integrations-csv.ts';
import type { IntegrationFacts, IntegrationPosts } from '../../../../src/model/inventory.ts';
import { inventorySections } from '../../../../src/reports/inventory/sections.ts';
import { anInventory, aPerson } from '../../../support/builders/inventory-builders.ts';

const fact = (over: Partial<IntegrationFacts>): IntegrationFacts => ({
  ...{ kind: 'incoming-webhook', name: 'Alerts', description: '', ownerId: 'ann' },
  ...{ channelId: 'ops', isDeleted: false, postsAs: 'Alerts', triggers: [], hosts: [] },
  updateAtMs: undefined,
  ...over,
});

const posts = (over: Partial<IntegrationPosts> = {}): IntegrationPosts => ({
  ...{ by: 'webhook', name: 'Alerts', userId: 'ann', channelId: 'ops', posts: 10 },
  ...{ posts30: 1, posts90: 2, lastPostMs: Date.UTC(2026, 5, 1), service: '' },
  ...over,
});

const judged = (
  over: Partial<IntegrationFacts>,
  ...integrationPosts: readonly IntegrationPosts[]
): Integration | undefined =>
  anInventory({
    people: [
      aPerson(1, { id: 'ann', username: 'ann' }),
      aPerson(1, { id: 'b', username: 'remindbot' }),
    ],
    integrations: [fact(over)],
    integrationPosts,
  }).integrations[0];

describe('what takes the place of an integration', () => {
  it('is the app of the service that half of the posts tell, and not of one that fewer tell', () => {
    const half = [posts({ service: 'aws', posts: 5 }), posts({ posts: 5 })];
    expect(judged({}, ...half)).toMatchObject({ service: 'aws', counterpart: 'amazon-q' });
    const less = [posts({ service: 'aws', posts: 4 }), posts({ posts: 5 })];
    expect(judged({}, ...less)).toMatchObject({ service: '', counterpart: 'incoming-webhook' });
  });

  it.each([
    ['CloudWatch alarms', 'aws', 'amazon-q', 'settings'],
    ['Zabbix', 'zabbix', 'incoming-webhook', 'adapt'],
    ['jenkins-ci', 'jenkins', 'marketplace', 'settings'],
    ['GitHub', 'github', 'github-app', 'settings'],
    ['mail gateway', 'mail', 'mail-address', 'settings'],
    ['Deploys', '', 'incoming-webhook', 'adapt'],
  ] as const)('is known by the name too: %s', (name, service, counterpart, effort) => {
    expect(judged({ name })).toMatchObject({ service, counterpart, effort });
  });

  it('is the GitHub app for a subscription, with its owner, channel and features', () => {
    const channels = [
      {
        ...{ id: 'ops', type: 'O', team: 't', name: 'ops', displayName: 'Ops', isArchived: false },
        ...{ posts: 0, lastPostMs: undefined, createAtMs: undefined, fileBytes: 0 },
      },
    ];
    const [found] = anInventory({
      channels,
      people: [aPerson(1, { id: 'ann', username: 'ann' })],
      integrations: [fact({ kind: 'github-subscription', name: 'acme/web', triggers: ['pulls'] })],
    }).integrations;
    expect(found).toMatchObject({
      ...{ counterpart: 'github-app', owner: 'ann', places: ['t/Ops'], triggers: ['pulls'] },
      isUseKnown: false,
    });
  });

  it('is a reminder of Slack for the bot that reminds, and for a command /remind', () => {
    expect(judged({ kind: 'bot', name: 'b', postsAs: 'b' })?.counterpart).toBe('reminders');
    expect(judged({ kind: 'slash-command', triggers: ['remind'] })?.counterpart).toBe('reminders');
  });
});

describe('the list of integrations', () => {
  it('has steps in the report for what is needed, and a box to tick only where something is to do', () => {
    const integrations = [fact({ name: 'Zabbix' }), fact({ kind: 'user-group', name: 'infra' })];
    const sections = inventorySections(anInventory({ integrations }), 'en');
    const rowsOf = (id: string) => sections.find((section) => section.id === id)?.rows ?? [];
    expect(rowsOf('integrations').map((cells) => cells.at(-1))).toEqual(['☐', '']);
    expect(rowsOf('rebuild')).toHaveLength(1);
    expect(rowsOf('rebuild')[0]?.[1]).toMatch(/^1\. .*; 2\. .*; 3\. /);
  });

  it('keeps what people wrote under done', () => {
    const one = judged({ name: '=Alerts' });
    const words = { where: 't/Ops', steps: '1. a' };
    const cells = one === undefined ? [] : integrationLine(one, new Map(), words);
    expect(cells[0]).toBe('');
    const file = [INTEGRATIONS_CSV_HEADER, ['2026-12-01', ...cells.slice(1)]].map(csvLine).join('');
    const marks = parseDoneMarks(file, 'integrations.csv');
    expect(one === undefined ? [] : integrationLine(one, marks, words)[0]).toBe('2026-12-01');
  });
});

describe('the configurations for Amazon Q', () => {
  it('are made for what posts notifications of AWS, with parameters in the place of ids', () => {
    const { integrations } = anInventory({
      integrations: [fact({ name: 'AWS "prod" \n alarms' }), fact({ name: '監視 lambda' })],
    });
    const [cloudFormation, terraform] = amazonQFiles(integrations).map(({ text }) => text);
    const resources = parse(cloudFormation ?? '', {
      customTags: [{ tag: '!Ref', resolve: (name: string) => ({ Ref: name }) }],
    }).Resources;
    expect(resources.SlackChannel1).toEqual({
      Type: 'AWS::Chatbot::SlackChannelConfiguration',
      Properties: {
        ConfigurationName: 'aws-prod-alarms-1',
        SlackWorkspaceId: { Ref: 'SlackWorkspaceId' },
        SlackChannelId: { Ref: 'SlackChannelId1' },
        IamRoleArn: { Ref: 'IamRoleArn' },
        SnsTopicArns: { Ref: 'SnsTopicArns' },
      },
    });
    expect(Object.keys(resources)).toHaveLength(2);
    expect(terraform?.match(/^resource "aws_chatbot_slack_channel_configuration"/gm)).toHaveLength(
      2,
    );
    expect(terraform).toContain('configuration_name = "lambda-2"');
  });

  it('are none without one', () => {
    expect(
      amazonQFiles(anInventory({ integrations: [fact({ name: 'Zabbix' })] }).integrations),
    ).toEqual([]);
  });
});
