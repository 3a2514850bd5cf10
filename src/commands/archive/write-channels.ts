import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { PostUnit } from '../../exporters/source.ts';
import { collectSlackPlaces, rememberedWorkspace } from '../../importers/site/slack-places.ts';
import { SITE_AREAS } from '../../mapping/site/folders.ts';
import { partCount } from '../../mapping/site/terms.ts';
import type { ChannelId, ChannelType } from '../../model/model.ts';
import type { MonthPage } from '../../reports/site/pages.ts';
import { type Progress, startProgress } from '../run/progress.ts';
import { startPostThreads, threadReading, workersFor } from '../run/workers/post-threads.ts';
import { type Runner, runHere } from '../run/workers/threads.ts';
import type { SiteBuild } from './build.ts';
import { writeEmoji } from './emoji.ts';
import type { SitePart } from './part.ts';
import { AreaPlacer, type SitePlaces, type WrittenArea } from './place.ts';
import { type SiteSetup, type SiteThreadSetup, siteRules } from './setup.ts';
import { type ArchiveOptions, postsOf, type SiteScope } from './site-scope.ts';
import { renderUnits } from './unit.ts';

/** The posts of a site, and the pages they are on. */
export interface WrittenChannels {
  readonly areas: readonly WrittenArea[];
  readonly monthsOf: (channel: ChannelId) => readonly MonthPage[];
  readonly partsOf: (type: ChannelType) => number;
  readonly names: SitePlaces['names'];
}

/** Writes the pages of all channels' months, their files and the index of the search. */
export async function writeChannels(
  config: Config,
  options: ArchiveOptions,
  build: SiteBuild,
): Promise<WrittenChannels> {
  const { scope, site, store, context } = build;
  const stored = await collectSlackPlaces(
    config.workDirectory,
    join(site.scratch, 'slack-places.db'),
  );
  const facts = setupOf(config, options, scope);
  const setup = { ...facts, places: stored, emoji: await writeEmoji(build, facts.files) };
  const rules = siteRules(setup);
  const places: SitePlaces = {
    site,
    names: rules.names,
    lang: config.lang,
    parts: setup.parts,
    store: options.attachments === 'copy' ? store : undefined,
  };
  const progress = await startProgress(postsOf(scope, undefined), context);
  const runner = startRunner(config, build, { setup, withDeleted: options.withDeleted });
  try {
    const areas: WrittenArea[] = [];
    const placers: AreaPlacer[] = [];
    for (const type of SITE_AREAS) {
      const channels = scope.channels.filter(({ shown }) => shown.type === type);
      if (channels.length === 0) continue;
      const ids = channels.map(({ shown }) => shown.id);
      const units = await scope.source.divide(ids, scope.range);
      const placer = new AreaPlacer(places, type);
      placers.push(placer);
      areas.push(await writeArea(placer, runner.run(units), { progress, signal: context.signal }));
    }
    return {
      areas,
      names: rules.names,
      partsOf: (type) => setup.parts[type],
      monthsOf: (channel) => placers.flatMap((placer) => placer.monthsOf(channel)),
    };
  } finally {
    progress.stop();
    await runner.close();
  }
}

async function writeArea(
  placer: AreaPlacer,
  parts: AsyncIterable<readonly SitePart[]>,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<WrittenArea> {
  try {
    for await (const some of parts) {
      for (const part of some) {
        await placer.place(part);
        if (part.kind === 'piece') progress.advance(part.tally.posts);
      }
    }
    return await placer.end(signal);
  } finally {
    placer.close();
  }
}

function startRunner(
  { workers: wanted }: Config,
  { scope, context: { signal } }: SiteBuild,
  { setup: site, withDeleted }: { readonly setup: SiteSetup; readonly withDeleted: boolean },
): Runner<PostUnit, readonly SitePart[]> {
  const { source, range } = scope;
  const { shared } = source;
  const workers = workersFor(wanted, postsOf(scope, undefined));
  if (shared === undefined || workers === 0) {
    const kind = withDeleted ? 'with-deleted' : 'live';
    return runHere(renderUnits({ kind, source }, range, siteRules(site)), signal);
  }
  const program = { file: new URL('./archive-worker.js', import.meta.url) };
  const setup: SiteThreadSetup = { site, withDeleted, range, reading: threadReading(shared) };
  return startPostThreads({ program, workers, shared, setup, signal });
}

function setupOf(
  config: Config,
  { attachments }: ArchiveOptions,
  scope: SiteScope,
): Omit<SiteSetup, 'places' | 'emoji'> {
  const parts = (type: ChannelType): number => partCount(postsOf(scope, type));
  const linked =
    attachments === 'link' && config.files.kind === 'local'
      ? { folder: config.files.directory }
      : undefined;
  return {
    lang: config.lang,
    people: scope.people.map(({ shown }) => shown),
    channels: scope.known,
    person: scope.person?.id,
    hold: scope.held?.hold,
    workspaceUrl: rememberedWorkspace(config.workDirectory),
    files: attachments === 'copy' ? 'copy' : linked,
    parts: {
      public: parts('public'),
      private: parts('private'),
      group: parts('group'),
      direct: parts('direct'),
    },
  };
}
