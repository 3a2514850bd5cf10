/*
 * Limits of Slack, each with its source. A number that Slack does not document says so.
 */

/** conversations.create: "80 characters or less" (docs.slack.dev/reference/methods/conversations.create). */
export const CHANNEL_NAME_CHARACTERS = 80;

/**
 * conversations.setTopic answers `too_long` over this, setPurpose as well
 * (docs.slack.dev/reference/methods/conversations.setTopic, errors).
 */
export const TOPIC_CHARACTERS = 250;

/**
 * A reply longer than this is mapped together with its root, because it may become several messages and the
 * root lists each. Our own number, far below the smallest text that is ever split.
 */
export const LONG_TEXT_CHARACTERS = 2_000;

/**
 * Characters over all blocks of one message. Slack answers `msg_blocks_too_long` from about 13,200 on
 * (slackapi/bolt-js issue 2509); Slack does not document the number, so this keeps a margin.
 */
export const BLOCK_CHARACTERS = 12_000;

/**
 * Characters of a message's `text`: cut at 40,000 (api.slack.com/changelog/2018-04-truncating-really-long-messages),
 * 4,000 recommended. Beside blocks the text only serves notifications and search, so it may be as long as the cut.
 */
export const TEXT_CHARACTERS = 40_000;

/**
 * Characters of `username` in chat.postMessage. Our own number: Slack documents no limit and shows at least this much.
 */
export const USERNAME_CHARACTERS = 80;

/** chat.update answers `msg_too_long` for a longer `text` (docs.slack.dev/reference/methods/chat.update). */
export const UPDATE_TEXT_CHARACTERS = 4_000;

/** rich_text_list `indent`: 0 to 8 (docs.slack.dev/reference/block-kit/block-elements/rich-text-list-element). */
export const LIST_INDENT = 8;

/**
 * Table block: "Maximum 100 rows", "max of 20 table cells" a row (docs.slack.dev/reference/block-kit/blocks/table-block).
 */
export const TABLE_ROWS = 100;
export const TABLE_COLUMNS = 20;

/** Characters over all cells of a table block. Unconfirmed: not found in Slack's documentation. */
export const TABLE_CHARACTERS = 10_000;

/**
 * Characters of an address. Documented for a button's `url`
 * (docs.slack.dev/reference/block-kit/block-elements/button-element), taken for links too.
 */
export const LINK_URL_CHARACTERS = 3_000;

/**
 * Characters of a section's text (docs.slack.dev/reference/block-kit/blocks/section-block), taken for a context element
 * too.
 */
export const SECTION_CHARACTERS = 3_000;

/** Elements of a context block (docs.slack.dev/reference/block-kit/blocks/context-block). */
export const CONTEXT_ELEMENTS = 10;

/**
 * Attachments of one message; chat.postMessage answers `too_many_attachments` over this
 * (docs.slack.dev/reference/methods/chat.postMessage).
 */
export const ATTACHMENTS_PER_MESSAGE = 100;

/** Characters of a generated fallback. Our own number: notifications show about as much. */
export const FALLBACK_CHARACTERS = 200;

/** Bytes of one file. Unconfirmed: often quoted, not found in Slack's documentation. */
export const FILE_BYTES = 1024 ** 3;

/**
 * People in a group message: conversations.open takes 2 to 8 users
 * (docs.slack.dev/reference/methods/conversations.open). Slack's own client accepts one more; this follows
 * the documentation.
 */
export const GROUP_MESSAGE_PEOPLE = 8;

/**
 * People in one call of conversations.invite. Its page has stated 100 and 1,000 at different times
 * (docs.slack.dev/reference/methods/conversations.invite); the smaller holds either way.
 */
export const INVITES_PER_CALL = 100;

/**
 * Items in one page of a list: "no more than 200 results at a time" is recommended, under 1,000 allowed
 * (docs.slack.dev/apis/web-api/pagination).
 */
export const PAGE_ITEMS = 200;

/**
 * Messages in a page of conversations.history and .replies for apps that are distributed outside the Marketplace, which
 * get one call a minute; apps of one's own workspace are exempt (docs.slack.dev/apis/web-api/rate-limits).
 */
export const REDUCED_HISTORY_ITEMS = 15;

/**
 * Retry-After from which a second call of conversations.history shows one call a minute. Our own number: between the
 * seconds of tier 3 (50 calls a minute) and the minute of the reduced limit, and over the wait for a missing header.
 */
export const REDUCED_HISTORY_RETRY_MS = 45_000;

/** Bytes of the image of a custom emoji (slack.com/help/articles/206870177). */
export const EMOJI_BYTES = 128 * 1024;

/** Largest archive that the import page takes as an upload, and not from a link (slack.com/help/articles/217872578). */
export const IMPORT_UPLOAD_BYTES = 2_000_000_000;

/** Characters of a canvas's Markdown (docs.slack.dev/reference/methods/conversations.canvases.create). */
export const CANVAS_CHARACTERS = 1_048_576;

/** Texts of an app manifest (docs.slack.dev/reference/app-manifest). */
export const APP_NAME_CHARACTERS = 35;
export const COMMAND_CHARACTERS = 32;
export const BOT_NAME_CHARACTERS = 80;
