import type { VerifiedWorkspace, VerifyReport } from '../../mapping/verify/report.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { fill, momentText } from '../figures.ts';
import { releaseText } from '../release.ts';
import { shownText } from '../shown-text.ts';
import { joined } from './words.ts';

type Rows = readonly (readonly string[])[];

/** Rows about the database, a label and a value each. */
export function sourceRows({ source }: VerifyReport, lang: Language): Rows {
  const { facts } = TEXTS[lang].verify;
  return shownRows([
    [facts.mattermost, releaseText(source.mattermostVersion, lang) || facts.unknown],
    [facts.engine, serverText(source)],
    [facts.database, source.database],
    [facts.siteUrl, source.siteUrl ?? ''],
    [facts.readAt, momentText(source.readAtMs, lang)],
    [facts.seenUpTo, source.seenUpToMs === 0 ? '' : momentText(source.seenUpToMs, lang)],
  ]);
}

/** `PostgreSQL 15.5 (Debian …)`, without how it was compiled, or `MySQL/MariaDB 10.11.6-MariaDB`. */
function serverText({ engine, databaseVersion }: VerifyReport['source']): string {
  if (engine === 'bulk') return 'bulk export';
  const version = databaseVersion.replace(/ on .*$/s, '');
  const product = engine === 'postgres' ? 'PostgreSQL' : 'MySQL/MariaDB';
  return version.startsWith(product) ? version : `${product} ${version}`;
}

/** Rows of the name and id of the workspace that was compared. */
export function workspaceRows({ name, id }: VerifiedWorkspace, lang: Language): Rows {
  const { facts } = TEXTS[lang].verify;
  return shownRows([
    [facts.workspace, name],
    [facts.workspaceId, id],
  ]);
}

/** Rows about what selected and shaped the comparison; options without a value are left out. */
export function optionRows({ options }: VerifyReport, lang: Language): Rows {
  const { facts, counted } = TEXTS[lang].verify;
  const list = (names: readonly string[], empty: string): string => joined(names, lang) || empty;
  const yes = (isSet: boolean | undefined): string => (isSet === true ? facts.yes : facts.no);
  const moment = (ms: number | undefined): string => (ms === undefined ? '' : momentText(ms, lang));
  return shownRows([
    [
      facts.include,
      joined(
        options.include.map((type) => counted[type]),
        lang,
      ),
    ],
    [facts.consent, consentText(options.consent, lang)],
    [facts.teams, list(options.teams, facts.all)],
    [facts.channels, list(options.channels, facts.all)],
    [facts.excludeChannels, list(options.excludeChannels, '')],
    [facts.from, moment(options.fromMs)],
    [facts.to, moment(options.toMs)],
    [facts.channelNames, options.channelNames],
    [facts.systemMessages, options.systemMessages],
    [facts.redactSecrets, yes(options.redactSecrets)],
    [facts.rewriteLinksTo, options.rewriteLinksTo ?? ''],
    [facts.rehearsalDomain, options.rehearsalDomain ?? ''],
    [facts.plan, options.plan ?? ''],
    [facts.comparesBytes, yes(options.comparesBytes)],
  ]);
}

function consentText(consent: VerifyReport['options']['consent'], lang: Language): string {
  if (consent === undefined) return '';
  return fill(TEXTS[lang].verify.facts.consentOf, consent);
}

const shownRows = (rows: Rows): Rows =>
  rows.map((row) => row.map(shownText)).filter(([, value = '']) => value !== '');
