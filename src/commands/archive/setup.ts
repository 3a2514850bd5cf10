import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TimeRange } from '../../exporters/source.ts';
import { openSlackPlaces } from '../../importers/site/slack-places.ts';
import { readStandardEmoji } from '../../mapping/emoji/standard.ts';
import type { Hold } from '../../mapping/site/hold.ts';
import { slackLink } from '../../mapping/site/slack-link.ts';
import type { ChannelType, FileInfo, UserId } from '../../model/model.ts';
import {
  type SiteChannel,
  type SiteNames,
  type SitePerson,
  siteNames,
} from '../../reports/site/names.ts';
import { filePath } from '../../reports/site/post.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { ThreadReading } from '../run/workers/thread-posts.ts';
import type { SiteRules } from './rules.ts';

/** What decides how posts are rendered, as plain data for a thread. */
export interface SiteSetup {
  readonly lang: Language;
  readonly people: readonly SitePerson[];
  readonly channels: readonly SiteChannel[];
  readonly parts: Readonly<Record<ChannelType, number>>;
  readonly person: UserId | undefined;
  readonly hold: Hold | undefined;
  /** The store of where posts are in Slack. */
  readonly places: string | undefined;
  /** Address of the workspace that a ledger knows. */
  readonly workspaceUrl: string | undefined;
  /** `copy`: the site has the files; a folder: links lead there; undefined for names alone. */
  readonly files: 'copy' | { readonly folder: string } | undefined;
  /** Images of custom emoji by name. */
  readonly emoji: ReadonlyMap<string, string>;
}

/** What the threads of `archive` are started with. */
export interface SiteThreadSetup {
  readonly site: SiteSetup;
  readonly withDeleted: boolean;
  readonly range: TimeRange;
  readonly reading: ThreadReading;
}

/** Makes the rules. */
export function siteRules(setup: SiteSetup): SiteRules {
  return {
    names: siteNames(setup.people, setup.channels, standardEmoji(), (name) =>
      setup.emoji.get(name),
    ),
    texts: TEXTS[setup.lang].site,
    parts: setup.parts,
    person: setup.person,
    hold: setup.hold,
    fileLink: fileLinks(setup.files),
    slackPlace: shownPlaces(setup),
  };
}

function shownPlaces({ places, workspaceUrl }: SiteSetup): SiteRules['slackPlace'] {
  if (places === undefined) return () => undefined;
  const find = openSlackPlaces(places);
  return (id) => {
    const found = find(id);
    return found === undefined ? undefined : { ...found, url: slackLink(workspaceUrl, found) };
  };
}

function fileLinks(files: SiteSetup['files']): (file: FileInfo) => string | undefined {
  return (file) => {
    if (files === undefined || file.stored?.state !== 'there') return undefined;
    return files === 'copy' ? filePath(file) : pathToFileURL(join(files.folder, file.path)).href;
  };
}

/** Finds the characters of standard emoji by Mattermost's names. */
function standardEmoji(): SiteNames['emoji'] {
  const standard = readStandardEmoji();
  const known = new Map<string, string | undefined>();
  return (name) => {
    if (known.has(name)) return known.get(name);
    const slackName = standard.toSlack(name);
    const points = slackName === undefined ? undefined : standard.codePoints(slackName)?.unicode;
    const characters = points
      ?.split('-')
      .map((point) => String.fromCodePoint(Number.parseInt(point, 16)))
      .join('');
    if (known.size < MOST_KNOWN) known.set(name, characters);
    return characters;
  };
}

const MOST_KNOWN = 5000;
