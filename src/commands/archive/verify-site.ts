import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { isZip } from '../../importers/site/target.ts';
import { neverMoves } from '../../mapping/messages/never-moved.ts';
import { SITE_AREAS } from '../../mapping/site/folders.ts';
import type { ChannelId, Post } from '../../model/model.ts';
import type { CommandContext } from '../run/context.ts';
import { type OpenSource, openSource, withSource } from '../run/source.ts';
import {
  addId,
  type ChannelNumbers,
  countIndexLines,
  namesIn,
  noNumbers,
  readChannelPages,
  readChoices,
  type SiteChoices,
} from './read-site.ts';
import { openSiteScope, type SiteScope } from './site-scope.ts';

/** What pages and source disagree about. */
export interface SiteDifference {
  /** Folder of the channel or of the index. */
  readonly place: string;
  readonly what: keyof ChannelNumbers | 'missingCopies' | 'folder' | 'results' | 'lookUps';
  readonly source: number;
  readonly site: number;
}

export interface SiteComparison {
  readonly command: 'archive --verify';
  readonly out: string;
  readonly channels: number;
  readonly posts: number;
  readonly isClean: boolean;
  readonly differences: readonly SiteDifference[];
  readonly warnings: readonly Line[];
}

/**
 * Counts the pages of a site against the source, channel by channel, by a reading of its own. UsageError for a ZIP, which
 * has to be unpacked.
 */
export async function verifySite(
  config: Config,
  out: string,
  context: CommandContext,
  open: OpenSource = openSource,
): Promise<SiteComparison> {
  if (isZip(out)) throw new UsageError(notice('site-verify-needs-folder'));
  const choices = await readChoices(out);
  return await withSource(open, config, context.signal, async (source) => {
    const scope = await openSiteScope(config, source, choices.person);
    const expected = await countSource(scope, choices, context.signal);
    const differences = [
      ...(await compareChannels(out, scope, expected)),
      ...(await compareIndexes(out, scope, expected)),
      ...(await strangeFolders(out, scope)),
    ];
    return {
      command: 'archive --verify',
      out,
      channels: scope.channels.length,
      posts: [...expected.values()].reduce((sum, { posts }) => sum + posts, 0),
      isClean: differences.length === 0,
      differences,
      warnings: scope.warnings,
    };
  });
}

type Expected = ReadonlyMap<ChannelId, ChannelNumbers>;

async function countSource(
  { source, channels, range, person }: SiteScope,
  { withDeleted }: SiteChoices,
  signal: AbortSignal,
): Promise<Expected> {
  const expected = new Map(channels.map(({ shown }) => [shown.id, noNumbers()]));
  const see = (id: ChannelId, posts: readonly Post[]): void => {
    signal.throwIfAborted();
    const numbers = expected.get(id);
    if (numbers === undefined) return;
    for (const post of posts) {
      const isOfOther = person !== undefined && post.userId !== person.id;
      if (!neverMoves(post) && !isOfOther) addPost(numbers, post);
    }
  };
  const ids = [...expected.keys()];
  for (const unit of await source.divide(ids, range)) {
    for await (const { channel, posts } of source.unitPosts(unit, range)) see(channel, posts);
  }
  if (!withDeleted) return expected;
  for (const id of ids) {
    for await (const posts of source.withdrawnPosts(id, range)) see(id, posts);
  }
  return expected;
}

function addPost(numbers: ChannelNumbers, { id, deleteAtMs, files, reactions }: Post): void {
  if (deleteAtMs === undefined) numbers.posts += 1;
  else numbers.deleted += 1;
  numbers.files += files.length;
  numbers.reactions += reactions.length;
  numbers.ids = addId(numbers.ids, id);
}

const COMPARED = ['posts', 'deleted', 'files', 'reactions', 'ids'] as const;

async function compareChannels(
  out: string,
  { channels }: SiteScope,
  expected: Expected,
): Promise<readonly SiteDifference[]> {
  const differences: SiteDifference[] = [];
  for (const { shown } of channels) {
    const place = `${shown.type}/${shown.folder}`;
    const source = expected.get(shown.id) ?? noNumbers();
    const site = await readChannelPages(join(out, place));
    for (const what of COMPARED) {
      if (source[what] === site[what]) continue;
      differences.push({ place, what, source: source[what], site: site[what] });
    }
    const { missingCopies } = site;
    if (missingCopies > 0) {
      differences.push({ place, what: 'missingCopies', source: 0, site: missingCopies });
    }
  }
  return differences;
}

async function compareIndexes(
  out: string,
  { channels }: SiteScope,
  expected: Expected,
): Promise<readonly SiteDifference[]> {
  const differences: SiteDifference[] = [];
  for (const area of SITE_AREAS) {
    const source = channels
      .filter(({ shown }) => shown.type === area)
      .map(({ shown }) => expected.get(shown.id) ?? noNumbers())
      .reduce((sum, { posts, deleted }) => sum + posts + deleted, 0);
    const place = `${area}/search`;
    const results = await countIndexLines(join(out, place), 'posts-');
    if (results !== source) differences.push({ place, what: 'results', source, site: results });
    const lookUps = await countIndexLines(join(out, place), 'ids-');
    if (lookUps !== source) differences.push({ place, what: 'lookUps', source, site: lookUps });
  }
  return differences;
}

/** Folders of channels that the source or the selection does not have. */
async function strangeFolders(
  out: string,
  { channels }: SiteScope,
): Promise<readonly SiteDifference[]> {
  const known = new Set(channels.map(({ shown }) => `${shown.type}/${shown.folder}`));
  const differences: SiteDifference[] = [];
  for (const area of SITE_AREAS) {
    for (const name of await namesIn(join(out, area))) {
      const place = `${area}/${name}`;
      const isOwn = name === 'search' || name === 'index.html' || known.has(place);
      if (!isOwn) differences.push({ place, what: 'folder', source: 0, site: 1 });
    }
  }
  return differences;
}
