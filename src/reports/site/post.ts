import { knownSize } from '../../mapping/messages/files.ts';
import { isShownImage, siteFileName } from '../../mapping/site/folders.ts';
import { filled, isTrue, listOf, scalarText } from '../../mapping/text.ts';
import { isObject } from '../../model/json.ts';
import type {
  FileInfo,
  Json,
  Post,
  PostId,
  PostRef,
  Reaction,
  ReplyList,
  UserId,
} from '../../model/model.ts';
import type { Texts } from '../../texts/texts.ts';
import { fill, sizeText, utcMs } from '../figures.ts';
import { type Html, html, htmlLink, unbroken } from '../html.ts';
import { emojiHtml } from './emoji.ts';
import { markdownHtml, type TextPlace } from './markdown.ts';
import type { SiteNames } from './names.ts';

export type SiteTexts = Texts['site'];

/** What a post is shown with. */
export interface PostLook {
  readonly place: TextPlace;
  readonly texts: SiteTexts;
  /** Address of a file's bytes, from the page; undefined when the site has none. */
  readonly fileLink: (file: FileInfo) => string | undefined;
}

/** Where a post is in Slack. */
export interface ShownPlace {
  readonly channel: string;
  readonly ts: string;
  /** Undefined where the workspace is not known. */
  readonly url?: string | undefined;
}

/** A text before an edit. */
export interface EarlierText {
  /** Of its row. */
  readonly id: PostId;
  readonly message: string;
  readonly untilMs: number | undefined;
}

/** What is shown of a post beside what the source streams. */
export interface PostExtras {
  /** Where it is in Slack. */
  readonly slack?: ShownPlace | undefined;
  /** Texts before its edits, the latest first. */
  readonly former?: readonly EarlierText[] | undefined;
  /** Of a row of edit history whose post is not there: the id of that post. */
  readonly earlierOf?: PostId | undefined;
  /** True when nothing but the place of a deleted post is shown. */
  readonly isEmptied?: boolean;
}

/** Replies that a root lists. */
const MAX_LISTED_REPLIES = 100;

/** Renders a post of a channel's page. */
export function postHtml(post: Post, look: PostLook, extras: PostExtras = {}): Html {
  const { place, texts } = look;
  const { thread } = post;
  const isReply = thread.kind === 'reply' || thread.kind === 'lost-reply';
  const kinds = [
    'post',
    ...(isReply ? ['reply'] : []),
    ...(post.type.startsWith('system_') ? ['system'] : []),
    ...(extras.earlierOf === undefined ? [] : ['earlier']),
    ...(post.deleteAtMs === undefined ? [] : ['deleted']),
  ].join(' ');
  return html`<article class="${kinds}" id="${post.id}">
${headHtml(post, look, extras)}
${threadHtml(post, look)}
${earlierHtml(extras.earlierOf, look)}
${textHtml(post, look, extras)}
${listOf(post.props['attachments']).map((attachment) => attachmentHtml(attachment, place))}
${formerHtml(extras.former ?? [], place, texts)}
${post.files.map((file) => fileHtml(file, look))}
${reactionsHtml(post.reactions, place)}
${thread.kind === 'root' ? repliesHtml(thread.replies, look) : undefined}
</article>
`;
}

function headHtml(post: Post, { place, texts }: PostLook, extras: PostExtras): Html {
  const { slack, earlierOf } = extras;
  const { name, username, isIntegration } = authorOf(post, place.names);
  const chips = [
    isIntegration ? texts.integration : undefined,
    post.isPinned ? texts.pinned : undefined,
    post.editAtMs === undefined ? undefined : fill(texts.edited, { time: utcMs(post.editAtMs) }),
    post.deleteAtMs === undefined
      ? undefined
      : fill(earlierOf === undefined ? texts.deleted : texts.until, {
          time: utcMs(post.deleteAtMs),
        }),
    post.priority === undefined ? undefined : post.priority.level || undefined,
  ].filter((chip) => chip !== undefined);
  return html`<header><b dir="auto">${name}</b> <span class="faint">${username}</span> ${permalinkHtml(post, place.root)} ${chips.map(
    (chip) => html`<span class="chip">${unbroken(chip)}</span> `,
  )}${slackHtml(slack, texts)}</header>`;
}

function slackHtml(slack: PostExtras['slack'], texts: SiteTexts): Html | undefined {
  if (slack === undefined) return undefined;
  const place = fill(texts.inSlack, { place: `${slack.channel} ${slack.ts}` });
  return html`<span class="chip">${slack.url === undefined ? place : htmlLink(slack.url, place)}</span>`;
}

const permalinkHtml = ({ id, createAtMs }: Pick<PostRef, 'id' | 'createAtMs'>, root: string) =>
  html`<a class="time" href="${root}post.html#${postAddress(id)}"><time datetime="${isoTime(createAtMs)}">${unbroken(utcMs(createAtMs))}</time></a>`;

/** Writes an id behind `#`; half a pair of surrogates, which has no such form, becomes U+FFFD. */
const postAddress = (id: string): string =>
  encodeURIComponent(id.replace(/[\ud800-\udfff]/gu, '\ufffd'));

function isoTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

interface Author {
  readonly name: string;
  /** `@name`, or empty for an integration with a name of its own. */
  readonly username: string;
  readonly isIntegration: boolean;
}

/** The author as Mattermost shows it: an integration may have a name of its own. */
export function authorOf({ userId, props }: Post, names: SiteNames): Author {
  const isIntegration = ['from_webhook', 'from_bot', 'from_plugin'].some((key) =>
    isTrue(props[key]),
  );
  const own = isIntegration ? filled(props['override_username']) : undefined;
  if (own !== undefined) return { name: own, username: '', isIntegration };
  return { ...personName(userId, names), isIntegration };
}

function personName(id: UserId | undefined, names: SiteNames): Pick<Author, 'name' | 'username'> {
  const person = id === undefined ? undefined : names.person(id);
  if (person === undefined) return { name: id ?? '—', username: '' };
  if (person.fullName === '') return { name: person.username, username: '' };
  return { name: person.fullName, username: `@${person.username}` };
}

function threadHtml({ thread, deleteAtMs }: Post, { place, texts }: PostLook): Html | undefined {
  const { root, names } = place;
  if (thread.kind === 'lost-reply') {
    const id = postAddress(thread.rootId);
    return html`<p class="thread">↳ <a class="in-page" href="${root}post.html#${id}">${deleteAtMs === undefined ? texts.lostReply : texts.inThread}</a></p>`;
  }
  if (thread.kind !== 'reply') return undefined;
  const { name } = personName(thread.root.userId, names);
  return html`<p class="thread">↳ <a class="in-page" href="${root}post.html#${postAddress(thread.root.id)}">${fill(texts.inThreadOf, { name })}</a></p>`;
}

function earlierHtml(id: PostId | undefined, { place, texts }: PostLook): Html | undefined {
  if (id === undefined) return undefined;
  return html`<p class="thread">↳ <a class="in-page" href="${place.root}post.html#${postAddress(id)}">${texts.formerAlone}</a></p>`;
}

function textHtml(
  post: Post,
  { place, texts }: PostLook,
  { isEmptied }: PostExtras,
): Html | undefined {
  if (isEmptied === true) {
    return html`<p class="faint">${texts.deletedRoot}</p>`;
  }
  if (post.message === '') return undefined;
  return html`<div class="text" dir="auto">${markdownHtml(post.message, place)}</div>`;
}

function formerHtml(
  former: readonly EarlierText[],
  place: TextPlace,
  texts: SiteTexts,
): Html | undefined {
  if (former.length === 0) return undefined;
  const versions = former.map(
    ({ id, message, untilMs }) =>
      html`<li data-earlier="${id}">${untilHtml(untilMs, texts)}<div class="text" dir="auto">${markdownHtml(message, place)}</div></li>`,
  );
  return html`<details class="former"><summary>${fill(texts.former, { count: former.length })}</summary><ol reversed>${versions}</ol></details>`;
}

const untilHtml = (untilMs: number | undefined, texts: SiteTexts): Html | undefined =>
  untilMs === undefined
    ? undefined
    : html`<span class="faint">${unbroken(fill(texts.until, { time: utcMs(untilMs) }))}</span>`;

/** The texts of an attachment, in the order in which they are shown. */
export function attachmentTexts(attachment: Json): readonly string[] {
  if (!isObject(attachment)) return [];
  const fields = listOf(attachment['fields']).flatMap((field) =>
    isObject(field) ? [scalarText(field['title']), scalarText(field['value'])] : [],
  );
  const shown = ['pretext', 'author_name', 'title', 'text'].map((key) =>
    scalarText(attachment[key]),
  );
  return [...shown, ...fields, scalarText(attachment['footer'])].filter((text) => text !== '');
}

const attachmentHtml = (attachment: Json, place: TextPlace): Html | undefined => {
  const texts = attachmentTexts(attachment);
  if (texts.length === 0) return undefined;
  return html`<div class="attachment text" dir="auto">${texts.map((text) => markdownHtml(text, place))}</div>`;
};

function fileHtml(file: FileInfo, { texts, fileLink }: PostLook): Html {
  const link = fileLink(file);
  const bytes = knownSize(file);
  const size = bytes === undefined ? '' : html`<span class="faint">${sizeText(bytes)}</span>`;
  if (link === undefined) {
    const why = file.stored?.state === 'secret' ? texts.secretFile : texts.fileMissing;
    return html`<p class="file"><bdi>${file.name}</bdi> ${size} <span class="chip">${why}</span></p>`;
  }
  const named = html`<a href="${link}" download="${file.name}"><bdi>${file.name}</bdi></a> ${size}`;
  if (!isShownImage(file)) return html`<p class="file">${named}</p>`;
  return html`<figure class="file"><a href="${link}"><img src="${link}" alt="${file.name}" loading="lazy"></a><figcaption>${named}</figcaption></figure>`;
}

/** The path of a file's copy in the folder of its channel. */
export const filePath = (file: FileInfo): string => `files/${siteFileName(file)}`;

function reactionsHtml(
  reactions: readonly Reaction[],
  { names, root }: TextPlace,
): Html | undefined {
  if (reactions.length === 0) return undefined;
  const byName = new Map<string, string[]>();
  for (const { emojiName, userId } of reactions) {
    const people = byName.get(emojiName) ?? [];
    byName.set(emojiName, people);
    people.push(personName(userId, names).name);
  }
  const pills = [...byName].map(
    ([name, people]) =>
      html`<li title=":${name}: ${people.join(', ')}">${emojiHtml(name, names, root) ?? `:${name}:`} ${people.length}<span class="who">${people.join(', ')}</span></li>`,
  );
  return html`<ul class="reactions" data-count="${reactions.length}">${pills}</ul>`;
}

function repliesHtml(replies: ReplyList, { place, texts }: PostLook): Html | undefined {
  if (replies.length === 0) return undefined;
  const { root, names } = place;
  const listed: Html[] = [];
  for (const { id, userId, createAtMs } of replies) {
    if (listed.length === MAX_LISTED_REPLIES) break;
    listed.push(
      html`<li><a class="in-page" href="${root}post.html#${postAddress(id)}">${personName(userId, names).name} <span class="faint">${unbroken(utcMs(createAtMs))}</span></a></li>`,
    );
  }
  const more = replies.length - listed.length;
  const rest = more === 0 ? undefined : html`<li>${fill(texts.moreReplies, { count: more })}</li>`;
  return html`<details class="replies"><summary>${fill(texts.replies, { count: replies.length })}</summary><ul>${listed}${rest}</ul></details>`;
}
