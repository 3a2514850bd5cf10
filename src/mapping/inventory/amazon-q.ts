import type { Integration } from './integrations.ts';

/** A file in slack-apps/. */
export interface SetupFile {
  readonly fileName: string;
  readonly text: string;
}

/** Names of the files that `amazonQFiles` makes. */
export const AMAZON_Q_FILES: readonly string[] = ['amazon-q.cfn.yaml', 'amazon-q.tf'];

/**
 * Configurations of Amazon Q Developer in chat applications for what posts notifications of AWS now, for CloudFormation
 * (AWS::Chatbot::SlackChannelConfiguration) and for Terraform (aws_chatbot_slack_channel_configuration). Ids and
 * addresses are parameters: nothing of the server but names is in them, and no secret is needed.
 */
export function amazonQFiles(integrations: readonly Integration[]): readonly SetupFile[] {
  const names = integrations
    .filter(({ isDeleted, counterpart }) => !isDeleted && counterpart === 'amazon-q')
    .map(({ name }, index) => `${plain(name)}-${index + 1}`);
  if (names.length === 0) return [];
  const [cloudFormation = '', terraform = ''] = AMAZON_Q_FILES;
  return [
    { fileName: cloudFormation, text: cloudFormationText(names) },
    { fileName: terraform, text: terraformText(names) },
  ];
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'aws';

function cloudFormationText(names: readonly string[]): string {
  const parameters = names.flatMap((_name, index) => [
    `  SlackChannelId${index + 1}:`,
    '    Type: String',
    `    Description: Slack channel of ${names[index]}, C and letters or digits`,
  ]);
  const resources = names.flatMap((name, index) => [
    `  SlackChannel${index + 1}:`,
    '    Type: AWS::Chatbot::SlackChannelConfiguration',
    '    Properties:',
    `      ConfigurationName: ${name}`,
    '      SlackWorkspaceId: !Ref SlackWorkspaceId',
    `      SlackChannelId: !Ref SlackChannelId${index + 1}`,
    '      IamRoleArn: !Ref IamRoleArn',
    '      SnsTopicArns: !Ref SnsTopicArns',
  ]);
  const lines = [
    'AWSTemplateFormatVersion: "2010-09-09"',
    'Description: Notifications of AWS in Slack, by Amazon Q Developer in chat applications',
    'Parameters:',
    '  SlackWorkspaceId:',
    '    Type: String',
    '    Description: Shown by the console once the workspace is allowed there, T and letters or digits',
    '  IamRoleArn:',
    '    Type: String',
    '    Description: A role that the service assumes, with rights to read CloudWatch alone',
    '  SnsTopicArns:',
    '    Type: CommaDelimitedList',
    '    Description: Topics of the alarms',
    ...[...parameters, 'Resources:', ...resources],
  ];
  return `${lines.join('\n')}\n`;
}

function terraformText(names: readonly string[]): string {
  const variables = ['slack_team_id', 'iam_role_arn', ...names.map(channelVariable)];
  const lines = [
    ...variables.flatMap((name) => [`variable "${name}" {`, '  type = string', '}', '']),
    ...['variable "sns_topic_arns" {', '  type = list(string)', '}'],
    ...names.flatMap((name, index) => [
      '',
      `resource "aws_chatbot_slack_channel_configuration" "channel_${index + 1}" {`,
      `  configuration_name = "${name}"`,
      '  slack_team_id      = var.slack_team_id',
      `  slack_channel_id   = var.${channelVariable(name, index)}`,
      '  iam_role_arn       = var.iam_role_arn',
      '  sns_topic_arns     = var.sns_topic_arns',
      '}',
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

const channelVariable = (_name: string, index: number): string => `slack_channel_id_${index + 1}`;
