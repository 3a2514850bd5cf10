import type { Config } from '../../config/config.ts';
import { SITE_SUMS } from '../../importers/site/sums.ts';
import { SITE_MANIFEST, type SiteTarget } from '../../importers/site/target.ts';
import { fill } from '../../reports/figures.ts';
import { SITE_CSS } from '../../reports/site/css.ts';
import { channelPath, type SiteNames, type SitePerson } from '../../reports/site/names.ts';
import { partScript } from '../../reports/site/page.ts';
import {
  areaPage,
  channelPage,
  homePage,
  type ListedChannel,
  membershipsHtml,
  peoplePage,
  permalinkPage,
  type SiteFacts,
  searchPage,
} from '../../reports/site/pages.ts';
import { COMMON_SCRIPT, POST_SCRIPT } from '../../reports/site/script.ts';
import { SEARCH_SCRIPT } from '../../reports/site/search-script.ts';
import { TEXTS } from '../../texts/texts.ts';
import { membersInTurn } from '../run/members.ts';
import type { SiteBuild } from './build.ts';
import { type HoldReport, heldNumbers } from './hold.ts';
import { SITE_VERSION, siteCounts } from './manifest.ts';
import type { SiteScope } from './site-scope.ts';
import type { WrittenChannels } from './write-channels.ts';

/** What archive.json says of how a site was written. */
export interface SiteClaims {
  readonly config: Pick<Config, 'lang' | 'include' | 'redactSecrets'>;
  readonly withDeleted: boolean;
  readonly hold: HoldReport | undefined;
}

/** Writes every page but those of the months, and at last the file that says that the site is whole. */
export async function writePages(
  { config: { lang, include, redactSecrets }, withDeleted, hold }: SiteClaims,
  { scope, site, context }: SiteBuild,
  written: WrittenChannels,
): Promise<void> {
  const texts = TEXTS[lang].site;
  const { person } = scope;
  const facts: SiteFacts = {
    lang,
    title: person === undefined ? texts.title : fill(texts.person, { name: person.username }),
    version: scope.version,
    latestMs: await scope.source.latestChangeMs(),
    areas: written.areas.map(({ type }) => type),
  };
  await writeAssets(site);
  const listed = await writeChannelPages(facts, scope, { site, written, signal: context.signal });
  for (const { type, pages, articles } of written.areas) {
    const channels = listed.channels.filter(({ shown }) => shown.type === type);
    await site.write(`${type}/index.html`, areaPage(facts, type, channels));
    const area = {
      title: texts.areas[type],
      parts: written.partsOf(type),
      posts: articles,
      channels: channels.map(({ shown }) => [shown.folder, shown.title]),
      pages,
    };
    const name = `${type}/search/area`;
    await site.write(`${name}.js`, partScript(name, JSON.stringify(area)));
  }
  await site.write(
    'index.html',
    homePage(facts, listed.channels, membershipsHtml(facts, listed.memberships)),
  );
  await site.write('people.html', peoplePage(facts, shownPeople(scope)));
  await site.write('search.html', searchPage(facts));
  await site.write('post.html', permalinkPage(facts));
  const manifest = {
    kind: 'mm2slack-archive',
    version: SITE_VERSION,
    include,
    ...(person === undefined ? {} : { person: person.username }),
    ...(withDeleted ? { withDeleted } : {}),
    ...(redactSecrets ? { redacted: true } : {}),
    ...(hold === undefined ? {} : { hold: heldNumbers(hold) }),
    sums: SITE_SUMS,
    counts: siteCounts(written.areas),
  };
  await site.write(SITE_MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
}

const shownPeople = ({ people, person }: SiteScope): SiteScope['people'] =>
  person === undefined ? people : people.filter(({ shown }) => shown.id === person.id);

async function writeAssets(site: SiteTarget): Promise<void> {
  await site.write('assets/site.css', SITE_CSS);
  await site.write('assets/site.js', COMMON_SCRIPT);
  await site.write('assets/search.js', SEARCH_SCRIPT);
  await site.write('assets/post.js', POST_SCRIPT);
}

interface ChannelPages {
  readonly site: SiteTarget;
  readonly written: WrittenChannels;
  readonly signal: AbortSignal;
}

interface WrittenPages {
  /** All channels, or those in which the one person is or wrote something. */
  readonly channels: readonly ListedChannel[];
  /** Channels of the one person; undefined where everybody's posts are written. */
  readonly memberships: readonly ListedChannel[] | undefined;
}

async function writeChannelPages(
  facts: SiteFacts,
  { source, channels, person }: SiteScope,
  { site, written, signal }: ChannelPages,
): Promise<WrittenPages> {
  const shownChannels: ListedChannel[] = [];
  const memberships: ListedChannel[] = [];
  const byId = new Map(channels.map((listed) => [listed.shown.id, listed]));
  for await (const [id, members] of membersInTurn(source, [...byId.keys()])) {
    signal.throwIfAborted();
    const listed = byId.get(id);
    if (listed === undefined) continue;
    const months = written.monthsOf(id);
    const isMember = person !== undefined && members.includes(person.id);
    if (isMember) memberships.push(listed);
    if (person !== undefined && !isMember && months.length === 0) continue;
    const posts = months.reduce((sum, month) => sum + month.posts, 0);
    shownChannels.push(person === undefined ? listed : { ...listed, posts });
    // The names of others are nothing that a request about one person asks for.
    const shownMembers =
      person === undefined ? members : members.filter((each) => each === person.id);
    const inside = {
      months,
      members: shownMembers.flatMap((member) => personOf(written.names, member)),
      names: written.names,
    };
    await site.write(`${channelPath(listed.shown)}/index.html`, channelPage(facts, listed, inside));
  }
  return { channels: shownChannels, memberships: person === undefined ? undefined : memberships };
}

const personOf = (names: SiteNames, id: SitePerson['id']): readonly SitePerson[] => {
  const person = names.person(id);
  return person === undefined ? [] : [person];
};
