import {
  DIFF_KINDS,
  type DiffItem,
  type DiffKind,
  type DiffMark,
  type DiffSection,
  type FieldChange,
  type PlanDiff,
} from '../../mapping/plan/diff-model.ts';
import type { Plan, PlannedChannel } from '../../mapping/plan/plan.ts';
import type { ChannelType } from '../../model/model.ts';
import type { Language } from '../../texts/language.ts';
import { noticeText } from '../notices.ts';

/** How a report refers to a conversation: by name, or by its type and the beginning of its id. */
export type ReportName =
  | { readonly kind: 'named'; readonly text: string }
  | { readonly kind: 'hidden'; readonly type: ChannelType; readonly idStart: string };

const ID_CHARACTERS = 8;
/**
 * Matches only at the beginning of a word: otherwise a long word without an @ would be scanned from each of its
 * letters.
 */
const ADDRESS = /(?<![^\s@<>(),;:"'`])[^\s@<>(),;:"'`]+@[^\s@<>(),;:"'`]+/g;
const HASH_NAME = /#([\p{L}\p{N}\p{M}_-]+)/gu;

/** Names that a report may contain. Reports are shared with people who were in none of the conversations. */
export interface ReportNames {
  channel(channel: PlannedChannel): ReportName;
  /** Takes a Mattermost id, or a Slack id of a channel that only the target has. */
  channelOfId(id: string): ReportName;
  /** True if the id is that of a conversation whose name must not be shared. */
  isHidden(id: string): boolean;
  hidden(id: string): ReportName;
  /** Masks e-mail addresses and the `#name` of hidden channels in a sentence of the plan. */
  text(text: string): string;
}

/**
 * Makes the names that a report shows; without `withText`, of all but public channels, the type and the beginning of the
 * id.
 */
export function reportNames(plan: Plan, withText: boolean): ReportNames {
  const channels = new Map<string, PlannedChannel>(
    plan.channels.map((channel) => [channel.channelId, channel]),
  );
  const usernames = new Map(plan.people.map(({ userId, username }) => [userId, username]));
  const teams = new Set(plan.channels.map(({ team }) => team).filter((team) => team !== ''));
  const hidden = (id: string): ReportName => {
    const type = channels.get(id)?.type ?? 'private';
    return { kind: 'hidden', type, idStart: id.slice(0, ID_CHARACTERS) };
  };
  const people = ({ members }: PlannedChannel): string =>
    members.map((member) => usernames.get(member) ?? member).join(' ↔ ');
  const channel = (planned: PlannedChannel): ReportName => {
    if (planned.type !== 'public' && !withText) return hidden(planned.channelId);
    const own = planned.type === 'direct' ? people(planned) : planned.displayName;
    const name = own || planned.name;
    const isAmbiguous = teams.size > 1 && planned.team !== '';
    return { kind: 'named', text: isAmbiguous ? `${name} (${planned.team})` : name };
  };
  return {
    channel,
    channelOfId(id) {
      const planned = channels.get(id);
      return planned === undefined ? { kind: 'named', text: id } : channel(planned);
    },
    isHidden: (id) => !withText && (channels.get(id)?.type ?? 'public') !== 'public',
    hidden,
    text: withText ? (text) => text : masked(plan),
  };
}

function masked(plan: Plan): (text: string) => string {
  const named = (isPublic: boolean): readonly string[] =>
    plan.channels
      .filter(({ type }) => (type === 'public') === isPublic)
      .flatMap(({ name, slackName, ifTaken }) => [name, slackName, ifTaken]);
  const shown = new Set(named(true));
  const secret = new Set(named(false).filter((name) => !shown.has(name)));
  return (text) =>
    text
      .replace(ADDRESS, '***')
      .replace(HASH_NAME, (whole, name: string) => (secret.has(name) ? '#***' : whole));
}

export interface ReportDiff {
  readonly against: PlanDiff['against'];
  readonly label: string;
  readonly sections: readonly ReportDiffSection[];
  /** Counts by mark over all sections. */
  readonly counts: DiffCounts;
}

export type DiffCounts = Readonly<Record<DiffMark, number>>;

export interface ReportDiffSection {
  readonly kind: DiffKind;
  readonly counts: DiffCounts;
  readonly items: readonly ReportDiffItem[];
}

export interface ReportDiffItem {
  readonly mark: DiffItem['mark'];
  readonly name: ReportName;
  /** Empty if the values must not be shared. */
  readonly changes: readonly FieldChange[];
  readonly note: string;
  readonly count: number;
}

/** What a report may show, and its language. */
interface Shown {
  readonly withText: boolean;
  readonly lang: Language;
}

/** The diff as reports may show it, with sections in the order of `DIFF_KINDS`. */
export function reportDiff(diff: PlanDiff, names: ReportNames, shown: Shown): ReportDiff {
  const sections = DIFF_KINDS.flatMap((kind) =>
    diff.sections
      .filter((section) => section.kind === kind)
      .map((section) => reportSection(section, names, shown)),
  );
  return { against: diff.against, label: diff.label, sections, counts: sumsOf(sections) };
}

function reportSection(
  { kind, counts, items }: DiffSection,
  names: ReportNames,
  shown: Shown,
): ReportDiffSection {
  return { kind, counts, items: items.map((item) => reportItem(item, names, shown)) };
}

function reportItem(item: DiffItem, names: ReportNames, { withText, lang }: Shown): ReportDiffItem {
  const { mark, count } = item;
  if (!withText && (item.isPrivate || names.isHidden(item.id))) {
    // Old and new values and notes may contain the name.
    return { mark, name: names.hidden(item.id), changes: [], note: '', count };
  }
  const changes = item.changes.map(
    (change): FieldChange => ({
      field: change.field,
      old: names.text(change.old),
      new: names.text(change.new),
    }),
  );
  const name: ReportName = { kind: 'named', text: names.text(item.name) };
  const note = item.note === undefined ? '' : names.text(noticeText(item.note, lang));
  return { mark, name, changes, note, count };
}

function sumsOf(sections: readonly ReportDiffSection[]): DiffCounts {
  const sum = (mark: DiffMark): number =>
    sections.reduce((total, { counts }) => total + counts[mark], 0);
  return { '+': sum('+'), '~': sum('~'), '-': sum('-'), '=': sum('='), '!': sum('!') };
}
