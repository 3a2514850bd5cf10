import {
  type IsSafe,
  isAnyId,
  isCode,
  isMoment,
  isMonth,
  isSha256,
  isTs,
  isVersion,
} from './checks.ts';

type Checks = Readonly<Record<string, IsSafe>>;

const grouped = (keys: string, isSafe: IsSafe): Checks =>
  Object.fromEntries(keys.split(' ').map((key) => [key, isSafe]));

/** Keys whose texts are kept when they are what their check expects. Texts of other keys are removed. */
const TEXTS: Checks = {
  ...grouped('userId channelId teamId slackId members conversations id post channel', isAnyId),
  ...grouped('kind version lang engine state action by type list code cause thing field', isCode),
  ...grouped(
    'method boundBy slackPlan channelNames systemMessages repairEncoding newPerson newChannel',
    isCode,
  ),
  ...grouped('include path event command error check', isCode),
  ...grouped('databaseVersion mattermostVersion programVersion', isVersion),
  ...{ sha256: isSha256, digest: isSha256, ts: isTs, month: isMonth, at: isMoment },
};

/** Keys of numbers, flags, lists and sections. What is under any other key is left out. */
const SECTIONS: ReadonlySet<string> = new Set(
  [
    'madeAtMs source seenUpToMs seenToMs readAtMs target options fromMs toMs latex block inline defaults people posts',
    'channels isArchived isGeneral archive counts messages replies reactions reactionKinds pins files',
    'fileBytes deletedPosts splitPosts firstPostAtMs lastPostAtMs lastEditAtMs losses forecast totals',
    'missingFiles oversizeFiles months public private direct group count zip sizeBytes jsonBytes dayFiles api',
    'calls perMinute seconds totalCalls longestChannel recommendation reasons cannot isClean withText',
    'redactSecrets comparesBytes archives conversations account read written leftOut differences expected',
    'consent lines places otherPlaces shape foreign pickedUp linked fetched rehearsal users emoji pinned',
    'later others exitCode tookMs maxRssKb waitMs done total lists problems messages passes lagSeconds isInSync isDryRun',
  ]
    .join(' ')
    .split(' '),
);

/** Keeps of a JSON value what names nothing and nobody: numbers, flags, codes, ids, versions and checksums. */
export function redactJson(value: unknown): unknown {
  return kept(value, '');
}

function kept(value: unknown, key: string): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'string') {
    const text = key === 'databaseVersion' ? withoutBuild(value) : value;
    return TEXTS[key]?.(text) === true ? text : undefined;
  }
  if (Array.isArray(value)) {
    return value.map((each) => kept(each, key)).filter((each) => each !== undefined);
  }
  if (typeof value !== 'object') return undefined;
  const entries = Object.entries(value).filter(([name]) => isKeptKey(name));
  return Object.fromEntries(
    entries
      .map(([name, inner]) => [name, kept(inner, name)] as const)
      .filter(([, inner]) => inner !== undefined),
  );
}

/** `PostgreSQL 15.5` of a version that says how and for what it was built. */
const withoutBuild = (version: string): string => version.replace(/ (?:\(|on ).*$/s, '');

/** Codes are keys too: of losses, and of reasons why rows were left out. */
const isKeptKey = (key: string): boolean =>
  Object.hasOwn(TEXTS, key) || SECTIONS.has(key) || isCode(key);
