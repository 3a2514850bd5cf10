import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { SITE_SUMS } from '../../importers/site/sums.ts';
import { isZip, SITE_MANIFEST } from '../../importers/site/target.ts';
import { SITE_AREAS } from '../../mapping/site/folders.ts';
import { hashText } from '../../mapping/site/terms.ts';
import { isObject } from '../../model/json.ts';
import type { ChannelType, Json } from '../../model/model.ts';
import { SITE_VERSION } from './manifest.ts';

/** Numbers of a channel, from its pages or from the source. */
export interface ChannelNumbers {
  posts: number;
  deleted: number;
  /** Texts before edits, below their posts and alone. */
  formerTexts: number;
  files: number;
  reactions: number;
  /** Sum of the hashes of the ids, so that a post in place of another is seen. */
  ids: number;
}

/** Numbers of a channel before its first page is read. */
export const noNumbers = (): ChannelNumbers => ({
  ...{ posts: 0, deleted: 0, formerTexts: 0, files: 0, reactions: 0, ids: 0 },
});

/** Adds an id to a sum that does not depend on the order, modulo 2^32. */
export const addId = (sum: number, id: string): number => (sum + hashText(id)) % 2 ** 32;

/** What a site says of itself that decides what has to be on its pages. */
export interface SiteChoices {
  readonly withDeleted: boolean;
  readonly person: string | undefined;
  /** The kinds of channels that were selected; undefined where the site does not say it. */
  readonly include: readonly ChannelType[] | undefined;
  readonly isRedacted: boolean;
  /** True when it was written to keep a legal hold. */
  readonly isHeld: boolean;
  /** True when it has checksums of its files; those of an earlier version have none. */
  readonly hasSums: boolean;
}

/** Reads archive.json. TargetError when it is not there, or of another version. */
export async function readChoices(root: string): Promise<SiteChoices> {
  const unreadable = new TargetError(
    notice('site-unreadable', { path: root, file: SITE_MANIFEST }),
  );
  const text = await readFile(join(root, SITE_MANIFEST), 'utf8').catch(() => undefined);
  if (text === undefined) throw unreadable;
  const json = parsed(text);
  if (!isObject(json) || json['version'] !== SITE_VERSION) throw unreadable;
  const person = json['person'];
  const include = includeOf(json['include']);
  if (include === 'unusable') throw unreadable;
  return {
    withDeleted: json['withDeleted'] === true,
    person: typeof person === 'string' ? person : undefined,
    include,
    isRedacted: json['redacted'] === true,
    isHeld: json['hold'] !== undefined,
    hasSums: json['sums'] !== undefined || (await namesIn(root)).includes(SITE_SUMS),
  };
}

/** Kinds of channels that a site was written with; undefined for a ZIP, and where the site does not say it. */
export const selectedKinds = async (out: string): Promise<SiteChoices['include']> =>
  isZip(out) ? undefined : (await readChoices(out)).include;

/** Reads the kinds of channels; undefined where an earlier version wrote none. */
function includeOf(value: Json | undefined): readonly ChannelType[] | 'unusable' | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length === 0) return 'unusable';
  const isKnown = value.every((kind) => SITE_AREAS.some((area) => area === kind));
  return isKnown ? SITE_AREAS.filter((area) => value.includes(area)) : 'unusable';
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Names of what is in a folder, in order; none when it is not there. */
export const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).sort();

/** The text of a file; nothing is in one that cannot be read, such as a folder in its place. */
const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

const ARTICLE = /<article class="([^"]*)" id="([^"]*)">/g;
const EARLIER = /<li data-earlier="([^"]*)">/g;
const FILE = /<(?:p|figure) class="file">/g;
const REACTIONS = /<ul class="reactions" data-count="(\d+)">/g;
const EMOJI = /<img class="emoji" src="(?:\.\.\/)*(emoji\/[^"]*)"/g;
const COPY = /<a href="(files\/[^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" },
};

const idOfMarkup = (id: string): string =>
  id.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);

/** Counts what the pages of a channel show, page by page, and the copies of files that are not there. */
export async function readChannelPages(
  folder: string,
): Promise<ChannelNumbers & { readonly missingCopies: number }> {
  const numbers = noNumbers();
  let missingCopies = 0;
  for (const name of await namesIn(folder)) {
    if (!/^\d+-\d\d(?:-\d+)?\.html$/.test(name)) continue;
    const page = await textOf(join(folder, name));
    for (const [, kinds = '', id = ''] of page.matchAll(ARTICLE)) {
      const words = kinds.split(' ');
      if (words.includes('earlier')) numbers.formerTexts += 1;
      else if (words.includes('deleted')) numbers.deleted += 1;
      else numbers.posts += 1;
      numbers.ids = addId(numbers.ids, idOfMarkup(id));
    }
    for (const [, id = ''] of page.matchAll(EARLIER)) {
      numbers.formerTexts += 1;
      numbers.ids = addId(numbers.ids, idOfMarkup(id));
    }
    numbers.files += [...page.matchAll(FILE)].length;
    for (const [, count = '0'] of page.matchAll(REACTIONS)) numbers.reactions += Number(count);
    const copies = [
      ...[...page.matchAll(COPY)].map(([, path = '']) => join(folder, path)),
      ...[...page.matchAll(EMOJI)].map(([, path = '']) => join(folder, '../..', path)),
    ];
    for (const copy of new Set(copies)) {
      const found = await stat(copy).catch(() => undefined);
      if (found?.isFile() !== true) missingCopies += 1;
    }
  }
  return { ...numbers, missingCopies };
}

/** Lines of the parts of an index whose names begin alike. */
export async function countIndexLines(folder: string, beginning: string): Promise<number> {
  let lines = 0;
  for (const name of await namesIn(folder)) {
    if (!name.startsWith(beginning)) continue;
    const script = await textOf(join(folder, name));
    const [, text = '""'] = /^mm2slackPart\("[^"]*",(".*")\);\n$/s.exec(script) ?? [];
    const told = parsed(text);
    lines += typeof told === 'string' ? told.split('\n').filter((line) => line !== '').length : 0;
  }
  return lines;
}
