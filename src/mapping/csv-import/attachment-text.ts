import type { ExportAttachment } from '../../slack/export-format.ts';
import { linkText, type PlainNames, plainText } from './plain-text.ts';

/** Writes what an attachment shows as lines of text; colour, icons and time have no place in one. */
export function attachmentText(attachment: ExportAttachment, names: PlainNames): string {
  const plain = (mrkdwn: string | undefined): string => plainText(mrkdwn ?? '', names);
  const linked = (text: string | undefined, address: string | undefined): string =>
    text === undefined || address === undefined ? plain(text) : linkText(address, plain(text));
  const fields = (attachment.fields ?? []).map(({ title, value }) =>
    [plain(title), plain(value)].filter((text) => text !== '').join(': '),
  );
  const lines = [
    plain(attachment.pretext),
    linked(attachment.author_name, attachment.author_link),
    linked(attachment.title, attachment.title_link),
    plain(attachment.text),
    ...fields,
    attachment.image_url ?? '',
    plain(attachment.footer),
  ].filter((line) => line !== '');
  return lines.length === 0 ? plain(attachment.fallback) : lines.join('\n');
}
