import { LINK_URL_CHARACTERS } from '../../../slack/limits.ts';
import { type InlineRules, type InlineSink, readInline } from './markdown-inline.ts';
import type { LinkTarget } from './markdown-links.ts';
import { pushText, type Run, type TextRun } from './tree.ts';
import { decoded, pushWords, type WordRules } from './words.ts';

/** How a text of the source is read. */
export interface SourceRules extends WordRules, InlineRules {}

/** Appends the text of a block. */
export function pushSource(runs: Run[], source: string, marks: number, rules: SourceRules): void {
  readInline(source, marks, rules, {
    text: (text, own) => pushWords(runs, text, own, rules),
    code: (text, own) => pushText(runs, text, own),
    link: (target, own, readLabel) => {
      const label: Run[] = [];
      readLabel(labelSink(label));
      pushLink(runs, { ...target, url: decoded(target.url) }, own, label, rules);
    },
    image: (target, own) => {
      const label: Run[] = [];
      pushText(label, target.label, own);
      const url = decoded(target.url).replace(IMAGE_SIZE, '').trimEnd();
      pushLink(runs, { ...target, url }, own, label, rules);
    },
  });
}

/** `=WxH` behind the address of an image. */
const IMAGE_SIZE = / =(?=\d|x)\d*(?:x\d+)?$/;

/** A label is text: no mention, emoji or link is in it, and of an image its text. */
function labelSink(label: Run[]): InlineSink {
  const sink: InlineSink = {
    text: (text, marks) => pushText(label, decoded(text), marks),
    code: (text, marks) => pushText(label, text, marks),
    link: (_target, _marks, readLabel) => readLabel(sink),
    image: (target, marks) => pushText(label, target.label, marks),
  };
  return sink;
}

/** Appends a link for each style of its label; an address that Slack cannot open is text behind the label. */
function pushLink(
  runs: Run[],
  { url: typed }: LinkTarget,
  marks: number,
  label: readonly Run[],
  rules: SourceRules,
): void {
  const url = addressInSlack(typed, rules);
  if (url === undefined) {
    runs.push(...label);
    if (typed === '' || UNSAFE.test(typed)) return;
    pushText(runs, label.length === 0 ? typed : ` (${typed})`, marks);
    return;
  }
  const texts = label.filter((run): run is TextRun => run.kind === 'text');
  if (isAddressItself(texts, typed, url)) runs.push({ kind: 'link', url, label: '', marks });
  else
    for (const { text, marks: own } of texts)
      runs.push({ kind: 'link', url, label: text, marks: own });
}

/** A label that repeats the address is none: after rewriting it would show the old one. */
function isAddressItself(label: readonly TextRun[], typed: string, url: string): boolean {
  const [only] = label;
  if (only === undefined) return true;
  if (label.length > 1) return false;
  return only.text === url || (only.text === typed && !url.endsWith(typed));
}

const UNSAFE = /^(?:javascript|vbscript|data):/i;
const SCHEME = /^[a-z0-9+.-]+:/i;
const HOST_WITH_PORT = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d+(?:[/?#]|$)/i;

/**
 * The address that Slack should have: rewritten for a migrated post or channel, with `http://` where the scheme is
 * missing. Undefined for one that Slack cannot open.
 */
function addressInSlack(typed: string, { context }: SourceRules): string | undefined {
  const rewritten = context.rewriteLink(typed);
  if (rewritten !== undefined) return rewritten;
  if (typed === '' || typed.length > LINK_URL_CHARACTERS) return undefined;
  if (typed.startsWith('/') || typed.startsWith('#') || UNSAFE.test(typed)) return undefined;
  const hasScheme = SCHEME.test(typed) && !HOST_WITH_PORT.test(typed);
  const url = (hasScheme ? typed : `http://${typed}`).replace(/\s/g, encodeURIComponent);
  return context.rewriteLink(url) ?? url;
}
