import { LINK_URL_CHARACTERS } from '../../limits.ts';
import { noteLoss, type RenderState } from '../render-state.ts';

const SCHEME = /^[a-z0-9+.-]+:/i;
/** `example.com:8065/a` has no scheme. */
const HOST_WITH_PORT = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d+(?:[/?#]|$)/i;
/** White space would end the address in Slack. */
const SPACE = /\s/g;
/** Mattermost shows a link to one of these as its text. */
const UNSAFE = /^(?:javascript|vbscript|data):/i;

/** False for an address that Mattermost does not show either: none, or a script. */
export const isShown = (typed: string): boolean => typed !== '' && !UNSAFE.test(typed);

/**
 * The address that a link in Slack gets: the new place of a link to the old server, `http://` before one
 * without a scheme. Undefined when Slack could not follow it; the caller then writes text.
 */
export function linkTarget(typed: string, state: RenderState): string | undefined {
  const rewritten = state.context.rewriteLink(typed);
  if (rewritten !== undefined) return rewritten;
  const isTooLong = typed.length > LINK_URL_CHARACTERS;
  if (
    isTooLong ||
    typed === '' ||
    typed.startsWith('/') ||
    typed.startsWith('#') ||
    UNSAFE.test(typed)
  ) {
    noteLoss(state, 'link_as_text', typed);
    return undefined;
  }
  const hasScheme = SCHEME.test(typed) && !HOST_WITH_PORT.test(typed);
  const url = (hasScheme ? typed : `http://${typed}`).replace(SPACE, encodeURIComponent);
  return state.context.rewriteLink(url) ?? url;
}
