import type { Selection } from '../../config/selection.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { type NoticeValue, notice } from '../../errors/notices.ts';
import {
  type Consent,
  consentOf,
  isDirectType,
  makeConsent,
  refuseUnasked,
} from '../../mapping/plan/consent.ts';
import { parseConsentCsv } from '../../mapping/plan/consent-csv.ts';
import type { Plan, PlanOptions } from '../../mapping/plan/plan.ts';
import type { Channel, ChannelId } from '../../model/model.ts';
import { readTable } from './decisions.ts';
import { readManifestHeads } from './manifest-heads.ts';

/** The plan that the run applies. */
interface AgreedPlan {
  readonly plan: Pick<Plan, 'options'>;
  readonly file: string;
}

/** Which direct and group messages go and stay. */
interface ConsentOutcome {
  readonly consent: Consent | undefined;
  readonly withoutConsent: readonly Channel[];
}

type ConsentSettings = Pick<Selection, 'include' | 'consentList'>;

/** True for a run that migrates direct or group messages. */
export const movesDirect = ({ include }: Pick<Selection, 'include'>): boolean =>
  include.some(isDirectType);

/** The conversations of the source, and who is in some of them now: usernames. */
interface AskedConversations {
  readonly channels: readonly Channel[];
  readonly readPeople: (
    channels: readonly Channel[],
  ) => Promise<ReadonlyMap<ChannelId, readonly string[]>>;
}

/**
 * Finds out which direct and group messages may be migrated: by the list that is given, or by the plan. Undefined when
 * neither says it, and for a run without such messages. UsageError when the list is missing, wrong, not that of the
 * plan, or older than somebody in a conversation.
 */
export async function loadConsent(
  settings: ConsentSettings,
  { channels, readPeople }: AskedConversations,
  applied: AgreedPlan | undefined,
): Promise<Consent | undefined> {
  const { consentList: list } = settings;
  if (!movesDirect(settings)) {
    if (list?.isFlag === true) throw new UsageError(notice('consent-without-direct'));
    return undefined;
  }
  const planned = plannedConsent(applied);
  if (list === undefined) return planned;
  const { path } = list;
  const text = await readTable(path);
  if (text === undefined) throw new UsageError(notice('consent-file-missing', { path }));
  const lines = parseConsentCsv(text, path);
  const consent = consentOf(lines, channels, path);
  const agreed = channels.filter(({ id }) => consent.conversations.has(id));
  refuseUnasked(lines, await readPeople(agreed), path);
  if (applied !== undefined && consent.digest !== planned?.digest) {
    throw new UsageError(notice('consent-not-of-plan', { file: path, plan: applied.file }));
  }
  return consent;
}

function plannedConsent(applied: AgreedPlan | undefined): Consent | undefined {
  const { consent } = applied?.plan.options ?? {};
  return consent === undefined ? undefined : makeConsent(consent.conversations);
}

/** What a plan records of it. */
export const recordedConsent = ({
  consent,
}: Pick<ConsentOutcome, 'consent'>): PlanOptions['consent'] =>
  consent === undefined
    ? undefined
    : { digest: consent.digest, conversations: [...consent.conversations] };

/** Tells how many direct and group messages go and stay. */
export function consentNotes(
  { consentList }: ConsentSettings,
  {
    consent,
    withoutConsent,
    applied,
  }: ConsentOutcome & { readonly applied: AgreedPlan | undefined },
): readonly Line[] {
  if (consent === undefined) return [];
  const file = consentList?.path ?? applied?.file ?? '';
  const [moving, staying] = [consent.conversations.size, withoutConsent.length];
  return [notice('consent-followed', { file, moving, staying })];
}

/** Throws a UsageError when what was migrated by one list is met without a list, or with another one. */
export function refuseOtherConsent(
  consent: Consent | undefined,
  before: string,
  place: NoticeValue,
): void {
  if (consent === undefined) throw new UsageError(notice('consent-missing', { place }));
  if (consent.digest !== before) throw new UsageError(notice('consent-differs', { place }));
}

/**
 * UsageError when archives of the work directory were made by lists of consent, and this run follows none of them.
 * Manifests that cannot be read say nothing.
 */
export async function refuseOtherConsentThanManifests(
  workDirectory: string,
  settings: Pick<Selection, 'include'>,
  consent: Consent | undefined,
): Promise<void> {
  if (!movesDirect(settings)) return;
  const heads = await readManifestHeads(workDirectory);
  const lists = heads.flatMap(({ name, head: { options } }) =>
    options.consent === undefined ? [] : [{ name, digest: options.consent.digest }],
  );
  const [first] = lists;
  if (first === undefined || lists.some(({ digest }) => digest === consent?.digest)) return;
  refuseOtherConsent(consent, first.digest, first.name);
}
