import type { ChannelType } from '../../model/model.ts';
import type { SiteTally } from './part.ts';

/** Version of the layout of a site; see FORMATS.md. */
export const SITE_VERSION = 1;

/** What archive.json says of the areas. */
export const siteCounts = (
  areas: readonly { readonly type: ChannelType; readonly tally: SiteTally }[],
): Readonly<Record<string, SiteTally>> =>
  Object.fromEntries(areas.map(({ type, tally }) => [type, tally]));
