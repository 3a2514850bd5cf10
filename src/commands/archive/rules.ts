import type { RunBuilder } from '../../importers/site/index-run.ts';
import type { Hold } from '../../mapping/site/hold.ts';
import type { ChannelType, PostId, UserId } from '../../model/model.ts';
import type { SiteNames } from '../../reports/site/names.ts';
import type { PostLook, ShownPlace, SiteTexts } from '../../reports/site/post.ts';

/** How posts become pieces of pages. */
export interface SiteRules {
  readonly names: SiteNames;
  readonly texts: SiteTexts;
  /** Number of parts of the index of each area. */
  readonly parts: Readonly<Record<ChannelType, number>>;
  readonly fileLink: PostLook['fileLink'];
  /** Where a post is in Slack, as far as the work directory knows. */
  readonly slackPlace: (id: PostId) => ShownPlace | undefined;
  /** The one person whose posts are written. */
  readonly person: UserId | undefined;
  /** The people and channels whose posts are counted. */
  readonly hold: Hold | undefined;
}

/** The index of a unit, and the posts of it that are rendered. */
export interface UnitArea {
  readonly type: ChannelType;
  readonly index: RunBuilder;
  articles: number;
}
