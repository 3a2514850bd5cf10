import type { CustomStatus } from '../model/model.ts';
import { jsonObject, mendText, text } from './database/rows.ts';

/**
 * Reads the status in Users.Props, which is JSON in JSON; undefined for none and for one that cannot be read. A moment
 * before the epoch is Go's zero time, which is never for a status without a duration (Mattermost:
 * server/public/model/custom_status.go).
 */
export function customStatusOf(props: unknown): CustomStatus | undefined {
  const status = jsonObject(jsonObject(props)?.['customStatus']);
  if (status === undefined) return undefined;
  const emoji = mendText(textOf(status['emoji']));
  const words = mendText(textOf(status['text']));
  if (emoji === '' && words === '') return undefined;
  const wanted = textOf(status['expires_at']);
  const atMs = wanted === '' ? 0 : Date.parse(wanted);
  if (Number.isNaN(atMs)) return undefined;
  if (atMs > 0) return { emoji, text: words, expiresAtMs: atMs };
  const isForever = textOf(status['duration']) === '';
  return isForever ? { emoji, text: words, expiresAtMs: undefined } : undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? text(value) : '');
