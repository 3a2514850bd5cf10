import { makeComplaints } from '../../config/complaints.ts';
import { parseSiteUrl } from '../../config/config.ts';
import { addressWithoutPassword } from '../../config/database-address.ts';
import { type FilesConfig, resolveFiles } from '../../config/files.ts';
import type { Env, Flags } from '../../config/flags.ts';
import { first, type Place, type Places } from '../../config/place.ts';
import { orderPlaces } from '../../config/places.ts';
import type { ReadFile } from '../../config/read-file.ts';
import { firstBulkSource, parseFirstAddress } from '../../config/source.ts';
import type { Line } from '../../errors/errors.ts';

/** Values by key: `source.url`, `latex.block`. */
export type KnownSettings = Readonly<Partial<Record<string, string | boolean>>>;

export interface FoundSettings {
  /** From flags and environment; they are set in the file. */
  readonly known: KnownSettings;
  /** What Mattermost's config.json says; naming that file is enough, these stand there as comments. */
  readonly saidByServer: KnownSettings;
  /** True when an address held one, which is written nowhere. */
  readonly hasPassword: boolean;
  readonly warnings: readonly Line[];
}

/**
 * What flags, environment and Mattermost's config.json say, the winner of each key. ConfigError when one of
 * them cannot be read.
 */
export function findSettings(flags: Flags, env: Env, readFile: ReadFile): FoundSettings {
  const complaints = makeComplaints();
  const warnings: Line[] = [];
  const places = orderPlaces({ flags, env, settings: () => ({}), readFile }, complaints, warnings);
  complaints.throwAny();
  const all = settingsIn(places, warnings);
  const own = settingsIn(places.map(withoutConfigJson), []);
  return {
    known: { ...own.settings, ...settingsOfFlags(flags) },
    saidByServer: all.settings,
    hasPassword: own.hasPassword,
    warnings,
  };
}

function withoutConfigJson(read: () => Place): () => Place {
  return () => {
    const place = read();
    return place.configJson === undefined ? place : {};
  };
}

function settingsIn(
  places: Places,
  warnings: Line[],
): { readonly settings: KnownSettings; readonly hasPassword: boolean } {
  const hasSource = first(places, 'url') !== undefined || first(places, 'dataSource') !== undefined;
  const bulk = firstBulkSource(places);
  const address = hasSource && bulk === undefined ? parseFirstAddress(places) : undefined;
  const files = resolveFiles(places, warnings);
  const settings = {
    'source.url': address === undefined ? bulk?.text : addressWithoutPassword(address),
    'source.siteUrl': parseSiteUrl(first(places, 'siteUrl')),
    'files.store': storeText(files),
    'latex.block': first(places, 'latexBlock'),
    'latex.inline': first(places, 'latexInline'),
  };
  return { settings: filled(settings), hasPassword: Boolean(address?.password.reveal()) };
}

function storeText(files: FilesConfig): string | undefined {
  if (files.kind === 'local') return files.directory;
  if (files.kind === 'none' || files.kind === 'bulk') return undefined;
  return files.prefix === '' ? `s3://${files.bucket}` : `s3://${files.bucket}/${files.prefix}`;
}

function settingsOfFlags(flags: Flags): KnownSettings {
  return filled({
    mattermostConfig: flags.mattermostConfig,
    work: flags.work,
    include: flags.include,
    'channels.only': flags.channels,
    'channels.exclude': flags.excludeChannels,
    teams: flags.teams,
    from: flags.from,
    to: flags.to,
    lang: flags.lang,
  });
}

function filled(settings: Readonly<Record<string, string | boolean | undefined>>): KnownSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
