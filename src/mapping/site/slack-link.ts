/** An index of an archive has the channel's name, which is in small letters. */
const CHANNEL_ID = /^[A-Z][A-Z0-9]+$/;

/**
 * Address of a message, as Slack's "copy link" gives it; undefined without the workspace's address or the channel's id.
 */
export function slackLink(
  workspaceUrl: string | undefined,
  { channel, ts }: { readonly channel: string; readonly ts: string },
): string | undefined {
  if (workspaceUrl === undefined || !CHANNEL_ID.test(channel)) return undefined;
  return `${workspaceUrl.replace(/\/+$/, '')}/archives/${channel}/p${ts.replace('.', '')}`;
}
