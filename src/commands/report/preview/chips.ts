import { type Html, html } from '../html.ts';
import type { SlackNames } from './slack-names.ts';

/** What stands in a text for a person, a channel, everybody or an emoji. */
export const personChip = (id: string, names: SlackNames): Html =>
  html`<span class="mention" title="${id}">@${names.user(id)}</span>`;

export const channelChip = (id: string, names: SlackNames): Html =>
  html`<span class="mention" title="${id}">#${names.channel(id)}</span>`;

export const broadcastChip = (range: string): Html =>
  html`<span class="mention broadcast">@${range}</span>`;

export const emojiChip = (name: string): Html => html`<span class="emoji">:${name}:</span>`;
