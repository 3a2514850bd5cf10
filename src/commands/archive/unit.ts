import type { PostUnit, Source, TimeRange } from '../../exporters/source.ts';
import { RunBuilder } from '../../importers/site/index-run.ts';
import { monthOf } from '../../mapping/site/folders.ts';
import { type ChannelId, type ChannelType, placeMs } from '../../model/model.ts';
import type { SiteChannel } from '../../reports/site/names.ts';
import type { Job } from '../run/workers/messages.ts';
import type { SitePart } from './part.ts';
import { PieceWriter } from './piece.ts';
import type { SiteRules, UnitArea } from './rules.ts';
import { type DeletedSource, livePosts, unitWithDeleted } from './with-deleted.ts';

/** How units are read: with deleted posts and earlier texts where the source is asked for them. */
export type UnitReading =
  | { readonly kind: 'live'; readonly source: Pick<Source, 'unitPosts'> }
  | { readonly kind: 'with-deleted'; readonly source: DeletedSource };

/** Makes the job that renders the posts of units and indexes them. */
export function renderUnits(
  reading: UnitReading,
  range: TimeRange,
  rules: SiteRules,
): Job<PostUnit, readonly SitePart[]> {
  return async function* (unit) {
    let area: UnitArea | undefined;
    let piece: PieceWriter | undefined;
    const pages =
      reading.kind === 'live'
        ? livePosts(reading.source, unit, range)
        : unitWithDeleted(reading.source, unit, range);
    for await (const { channel, posts } of pages) {
      const shown = shownChannel(rules, channel);
      area ??= newArea(rules, shown.type);
      const done: SitePart[] = [];
      for (const kept of posts) {
        const month = monthOf(placeMs(kept.post));
        if (piece?.isOver(channel, month)) {
          done.push(piece.take());
          piece = undefined;
        }
        piece ??= new PieceWriter(rules, { channel: shown, month, area });
        piece.add(kept);
      }
      if (done.length > 0) yield done;
    }
    if (area === undefined || piece === undefined) return;
    const { type, articles, index } = area;
    yield [
      piece.take(),
      { kind: 'run', area: type, articles, index: new Uint8Array(index.take()) },
    ];
  };
}

const newArea = ({ parts }: SiteRules, type: ChannelType): UnitArea => ({
  type,
  index: new RunBuilder(parts[type]),
  articles: 0,
});

function shownChannel({ names }: SiteRules, id: ChannelId): SiteChannel {
  const channel = names.channel(id);
  if (channel === undefined) throw new RangeError(`Expected ${id} to be written`);
  return channel;
}
