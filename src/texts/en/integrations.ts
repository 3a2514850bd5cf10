import type { Counterpart, Effort } from '../../mapping/inventory/counterparts.ts';

/** What takes the place of integrations in Slack, and how it is set up, step by step. */
export const integrations = {
  counterparts: {
    'amazon-q': {
      name: 'Amazon Q Developer in chat applications (formerly AWS Chatbot)',
      steps: [
        'In its AWS console choose Configure new client, Slack, and allow the workspace; note the workspace ID (T…)',
        'In Slack invite @Amazon Q into the channel, and note the channel ID (C…)',
        'Deploy slack-apps/amazon-q.cfn.yaml or slack-apps/amazon-q.tf with both IDs, a role that may read CloudWatch, and the SNS topics of the alarms',
        'Send a test message from the console; then end the Lambda function or webhook that posted',
      ],
    },
    'github-app': {
      name: 'GitHub app for Slack',
      steps: [
        'Install GitHub from the Slack Marketplace and sign in: /github signin',
        'Invite it into the channel: /invite @github',
        'Subscribe: /github subscribe OWNER/REPOSITORY with the features of the old subscription; /github unsubscribe removes the defaults that nobody wants',
      ],
    },
    'incoming-webhook': {
      name: 'Incoming webhook of an app',
      steps: [
        'Create the app from its manifest in slack-apps/ at api.slack.com/apps',
        'Add a webhook for the channel and keep its URL as a secret',
        'Change the URL in the sender; simple payloads ({"text": …}) work unchanged, username and channel in them have no effect',
      ],
    },
    'events-app': {
      name: 'App with events, or a workflow that starts on a message',
      steps: [
        'Create the app from its manifest in slack-apps/ and enter the URL that receives events',
        "Verify Slack's signature in the receiver, and answer within 3 seconds",
        'Invite the app into the channel',
      ],
    },
    'slash-command': {
      name: 'Workflow Builder for a form or a message; an app for what calls a program',
      steps: [
        'For a form, a checklist or a fixed answer: in Workflow Builder choose New workflow, Start from a link in Slack',
        'Add the steps: collect information in a form, send the answers to the channel, add a row to a list',
        'Publish it and pin its link in the channel; people start it with / and its name',
        "For what calls a program: create the app from its manifest in slack-apps/, enter the URL, and verify Slack's signature instead of the token",
      ],
    },
    'bot-app': {
      name: 'App with a bot',
      steps: [
        'Create the app from its manifest in slack-apps/ and install it',
        'Give its bot token (xoxb-…) to the program that posts, as a secret',
        'Post with chat.postMessage, and invite the bot into the channel',
      ],
    },
    'oauth-app': {
      name: 'App with OAuth',
      steps: [
        'Create the app from its manifest in slack-apps/',
        'Enter the redirect URL and adapt the sign-in',
      ],
    },
    marketplace: {
      name: 'App of the same service from the Slack Marketplace',
      steps: [
        'Install it, and connect it with the account of the service',
        'Choose the channel and the events there; then end the old webhook or plugin',
      ],
    },
    'mail-address': {
      name: 'E-mail address of a channel (paid plans)',
      steps: [
        'In the channel open Integrations, Send emails to this channel, and get the address',
        'Enter it as the recipient in the program that sends mail; then end the gateway',
      ],
    },
    reminders: {
      name: "Slack's own reminders, or a scheduled workflow",
      steps: [
        'For one person: /remind me to … at …, which needs no app',
        'For a channel: in Workflow Builder choose New workflow, On a schedule, with the day and time',
        'Add the step that sends a message to the channel, and publish it',
      ],
    },
    workflow: {
      name: 'Workflow Builder, or a list',
      steps: [
        'Make a list from the tasks of the playbook (plan keeps them in playbooks/ of the work directory)',
        'In Workflow Builder start from a link, with a form for what the run asks',
        'Add a step for each message and each task, and publish it',
      ],
    },
    'user-group': {
      name: 'User group (paid plans)',
      steps: ['mm2slack replay creates those that can be mentioned; groups.csv has all'],
    },
    'with-commands': {
      name: 'With the slash commands of this list',
      steps: ['The app that takes the place of a command answers in Slack too'],
    },
    nothing: {
      name: 'Nothing: part of the Mattermost server itself',
      steps: ['Nothing to do'],
    },
  } satisfies Record<Counterpart, { name: string; steps: readonly string[] }>,
  efforts: {
    none: 'none',
    settings: 'settings only',
    adapt: 'settings, and a change in the sender',
    build: 'to build again',
  } satisfies Record<Effort, string>,
  mail: 'mail',
};
