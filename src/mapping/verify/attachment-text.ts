import { z } from 'zod';
import type { Json } from '../../model.ts';

/** Texts of an attachment that people read, in the order in which they are compared. */
const TEXTS = ['pretext', 'author_name', 'title', 'text'] as const;

const shape = z.looseObject({ fields: z.array(z.unknown()).optional().catch(undefined) });
const fieldShape = z.looseObject({ title: z.unknown(), value: z.unknown() });

/** One attachment's text; both sides name its parts alike. `read` takes what is Markdown or mrkdwn. */
export function attachmentText(value: unknown, read: (text: string) => string): string {
  const parsed = shape.safeParse(value);
  if (!parsed.success) return '';
  const { fields = [], ...attachment } = parsed.data;
  const said = TEXTS.map((key) => read(scalar(attachment[key])));
  const inFields = fields.flatMap((field) => {
    const known = fieldShape.safeParse(field);
    if (!known.success) return [];
    return [read(scalar(known.data.title)), read(scalar(known.data.value))];
  });
  return [...said, ...inFields, read(scalar(attachment['footer']))]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n');
}

function scalar(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The attachments that an integration wrote into a post. */
export const ownAttachments = (attachments: Json | undefined): readonly Json[] =>
  Array.isArray(attachments) ? attachments : [];
