import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { SITE_SUMS } from '../../importers/site/sums.ts';
import { isZip } from '../../importers/site/target.ts';
import { SITE_AREAS } from '../../mapping/site/folders.ts';
import type { CommandContext } from '../run/context.ts';
import { type Progress, startProgress } from '../run/progress.ts';
import { type OpenSource, openSource, withSource } from '../run/source.ts';
import { type CountedSource, countSource, type Expected } from './count-source.ts';
import { type HoldReport, outsideOfSelection, reportOf } from './hold.ts';
import { readHoldList } from './hold-list.ts';
import {
  type ChannelNumbers,
  countIndexLines,
  namesIn,
  noNumbers,
  readChannelPages,
  readChoices,
  type SiteChoices,
} from './read-site.ts';
import { openSiteScope, postsOf, type SiteScope } from './site-scope.ts';
import { damagedFiles, type FileFault, isOfSystem } from './verify-sums.ts';

/** What pages and source disagree about. */
export interface SiteDifference {
  /** Folder of the channel or of the index. */
  readonly place: string;
  readonly what:
    | keyof ChannelNumbers
    | ('missingCopies' | 'folder' | 'results' | 'lookUps')
    | (FileFault | 'moreFiles');
  readonly source: number;
  readonly site: number;
}

export interface SiteComparison {
  readonly command: 'archive --verify';
  readonly out: string;
  readonly channels: number;
  readonly posts: number;
  readonly deleted: number;
  readonly formerTexts: number;
  /** What a legal hold keeps, where a list was given. */
  readonly hold?: HoldReport;
  /** True when nothing differs, and nothing that is held is missing. */
  readonly isClean: boolean;
  readonly differences: readonly SiteDifference[];
  readonly warnings: readonly Line[];
}

/**
 * Counts the pages of a site against the source, channel by channel, by a reading of its own. UsageError for a ZIP, which
 * has to be unpacked, and for a site that was written in a way in which it cannot keep the legal hold that is given.
 */
export async function verifySite(
  config: Config,
  out: string,
  context: CommandContext,
  open: OpenSource = openSource,
): Promise<SiteComparison> {
  if (isZip(out)) throw new UsageError(notice('site-verify-needs-folder'));
  const choices = await readChoices(out);
  const holdList = await readHoldList(config);
  if (holdList !== undefined) refuseSiteWithoutHold(out, choices, holdList.file);
  return await withSource(open, config, context.signal, async (source) => {
    const scope = await openSiteScope(config, source, { person: choices.person, holdList });
    const { held } = scope;
    const outside = held === undefined ? [] : outsideOfSelection(scope, held);
    if (outside.length > 0) throw new UsageError(outside);
    const counted = await withProgress(scope, context, (progress) =>
      countSource(scope, choices, { signal: context.signal, progress }),
    );
    const differences = await withProgress(scope, context, async (progress) => [
      ...(await compareChannels(out, scope, counted.channels, progress)),
      ...(await compareIndexes(out, scope, counted.channels)),
      ...(await strangeFolders(out, scope)),
      ...(choices.hasSums ? await damaged(out, context.signal, progress) : []),
    ]);
    const hold = verifiedHold(scope, counted, differences);
    const sum = (what: 'posts' | 'deleted' | 'formerTexts'): number =>
      [...counted.channels.values()].reduce((total, numbers) => total + numbers[what], 0);
    return {
      command: 'archive --verify',
      out,
      channels: scope.channels.length,
      ...{ posts: sum('posts'), deleted: sum('deleted'), formerTexts: sum('formerTexts') },
      ...(hold === undefined ? {} : { hold }),
      isClean: differences.length === 0 && hold?.isMet !== false,
      differences,
      warnings: [
        ...scope.warnings,
        ...(choices.isHeld && held === undefined
          ? [notice('hold-not-checked', { path: out })]
          : []),
        ...(choices.hasSums ? [] : [notice('site-without-sums', { path: out })]),
      ],
    };
  });
}

/** Shows how far a part of the comparison is: the source is counted first, and the pages are read after it. */
async function withProgress<Result>(
  scope: SiteScope,
  context: CommandContext,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const progress = await startProgress(postsOf(scope, undefined), context);
  try {
    return await work(progress);
  } finally {
    progress.stop();
  }
}

function refuseSiteWithoutHold(
  path: string,
  { withDeleted, isRedacted }: SiteChoices,
  file: string,
): void {
  const problems: Line[] = [];
  if (!withDeleted) problems.push(notice('hold-site-without-deleted', { path, file }));
  if (isRedacted) problems.push(notice('hold-site-redacted', { path, file }));
  if (problems.length > 0) throw new UsageError(problems);
}

/** A hold is met when every held row can be shown, and the channels of all of them are as in the source. */
function verifiedHold(
  scope: SiteScope,
  { neverShown }: CountedSource,
  differences: readonly SiteDifference[],
): HoldReport | undefined {
  const { held, channels } = scope;
  if (held === undefined) return undefined;
  const places = new Set(
    channels
      .filter(({ shown }) => held.account.channels.has(shown.id))
      .map(({ shown }) => `${shown.type}/${shown.folder}`),
  );
  const differs = differences
    .filter(({ place }) => places.has(place.split('/').slice(0, 2).join('/')))
    .reduce((rows, { source, site }) => rows + Math.max(Math.abs(source - site), 1), 0);
  return reportOf(scope, held, [
    { reason: 'read-once', rows: neverShown },
    { reason: 'differs', rows: differs },
  ]);
}

const COMPARED = ['posts', 'deleted', 'formerTexts', 'files', 'reactions', 'ids'] as const;

async function compareChannels(
  out: string,
  { channels }: SiteScope,
  expected: Expected,
  progress: Progress,
): Promise<readonly SiteDifference[]> {
  const differences: SiteDifference[] = [];
  for (const { shown, posts } of channels) {
    const place = `${shown.type}/${shown.folder}`;
    progress.at(place);
    const source = expected.get(shown.id) ?? noNumbers();
    const site = await readChannelPages(join(out, place));
    progress.advance(posts);
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
      .map(({ shown }) => expected.get(shown.id) ?? { ...noNumbers(), alone: 0 })
      .reduce((sum, { posts, deleted, alone }) => sum + posts + deleted + alone, 0);
    const place = `${area}/search`;
    const results = await countIndexLines(join(out, place), 'posts-');
    if (results !== source) differences.push({ place, what: 'results', source, site: results });
    const lookUps = await countIndexLines(join(out, place), 'ids-');
    if (lookUps !== source) differences.push({ place, what: 'lookUps', source, site: lookUps });
  }
  return differences;
}

/** What the folder of an area has beside those of its channels. */
const OWN_NAMES: ReadonlySet<string> = new Set(['search', 'index.html', SITE_SUMS]);

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
      const isOwn = OWN_NAMES.has(name) || known.has(place) || isOfSystem(name);
      if (!isOwn) differences.push({ place, what: 'folder', source: 0, site: 1 });
    }
  }
  return differences;
}

/** Damaged files that are named one by one. */
const MAX_FILES = 1_000;

/** Files that are not as they were written, and how many there are beyond those that are named. */
async function damaged(
  out: string,
  signal: AbortSignal,
  progress: Progress,
): Promise<readonly SiteDifference[]> {
  const differences: SiteDifference[] = [];
  let more = 0;
  const files = damagedFiles(out, signal, (place) => progress.at(place));
  for await (const { place, fault: what } of files) {
    if (differences.length === MAX_FILES) more += 1;
    else differences.push({ place, what, ...(what === 'strange' ? ONLY_THERE : ONLY_WRITTEN) });
  }
  return more === 0
    ? differences
    : [...differences, { place: SITE_SUMS, what: 'moreFiles', source: 0, site: more }];
}

const ONLY_THERE = { source: 0, site: 1 } as const;
const ONLY_WRITTEN = { source: 1, site: 0 } as const;
