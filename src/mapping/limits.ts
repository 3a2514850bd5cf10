/*
 * Numbers of Slack's that we must stay within, each with its source. Where Slack is silent the number
 * says so.
 */

/** conversations.create: "80 characters or less" (docs.slack.dev/reference/methods/conversations.create). */
export const CHANNEL_NAME_CHARACTERS = 80;

/** conversations.setTopic and setPurpose answer `too_long` over this. */
export const TOPIC_CHARACTERS = 250;
