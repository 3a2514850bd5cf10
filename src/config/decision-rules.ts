import type { Config } from '../config.ts';
import { ConfigError } from '../errors.ts';
import type { Complaints } from './complaints.ts';
import { parseDomain } from './domain.ts';
import { parseNames } from './names.ts';
import type { Settings } from './settings-schema.ts';

type DecisionRules = Pick<
  Config,
  | 'renameRules'
  | 'archivedChannels'
  | 'takenNames'
  | 'peopleMapping'
  | 'domainRules'
  | 'planDefaults'
  | 'slackPlan'
>;

/** What decides about people and channels. Complaints are noted; ask for the result when there are none. */
export function resolveDecisionRules(
  settings: () => Settings,
  complaints: Complaints,
): () => DecisionRules {
  const renameRules = complaints.of(() => (settings().channels?.rename ?? []).map(parseRename));
  const takenNames = complaints.of(() =>
    parseNames('channels.takenNames', settings().channels?.takenNames),
  );
  const domainRules = complaints.of(() =>
    Object.entries(settings().people?.domains ?? {}).map(([from, to]) => ({
      from: parseDomain('people.domains', from),
      to: parseDomain('people.domains', to),
    })),
  );
  return () => ({
    renameRules: renameRules(),
    archivedChannels: settings().channels?.archived ?? 'keep',
    takenNames: takenNames(),
    peopleMapping: settings().people?.mapping,
    domainRules: domainRules(),
    planDefaults: {
      newPerson: settings().plan?.newPeople ?? 'by-rule',
      newChannel: settings().plan?.newChannels ?? 'by-rule',
    },
    slackPlan: settings().target?.plan,
  });
}

type RenameSetting = NonNullable<NonNullable<Settings['channels']>['rename']>[number];

function parseRename(
  { from, to, team }: RenameSetting,
  index: number,
): Config['renameRules'][number] {
  try {
    return { from: new RegExp(from, 'u'), to, team };
  } catch (error) {
    throw new ConfigError(
      [`channels.rename[${index}].from: '${from}', expected a regular expression`],
      { cause: error },
    );
  }
}
