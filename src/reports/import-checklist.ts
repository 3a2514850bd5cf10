import { CONVERSATION_LISTS, type Conversation } from '../mapping/conversations.ts';
import type { EmojiRename } from '../mapping/emoji/emoji.ts';
import { AFTER_IMPORT } from '../mapping/status/next-step.ts';
import type { User } from '../model/model.ts';
import { IMPORT_UPLOAD_BYTES } from '../slack/limits.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS, type Texts } from '../texts/texts.ts';
import { fill } from './figures.ts';
import { markdownCell } from './markdown.ts';

type ChecklistTexts = Texts['checklist'];

export interface ChecklistArchive {
  readonly name: string;
  readonly sizeBytes: number;
}

export interface ChecklistFacts {
  readonly lang: Language;
  readonly rehearsalDomain: string | undefined;
  /** How attachments are delivered. */
  readonly deliver: 'api' | 'link' | 'bundle' | 'none';
  readonly archives: readonly ChecklistArchive[];
  readonly conversations: readonly Conversation[];
  readonly users: readonly User[];
  /** Custom emoji whose name is invalid or already taken in Slack. */
  readonly emojiRenames: readonly EmojiRename[];
}

/** Renders `import-checklist.md`: the steps and choices on Slack's import page. */
export function importChecklist(facts: ChecklistFacts): string {
  const texts = TEXTS[facts.lang].checklist;
  const max = IMPORT_UPLOAD_BYTES / GIGABYTE;
  const sections = [
    [`# ${texts.title}`],
    facts.rehearsalDomain === undefined
      ? []
      : [`> ${fill(texts.rehearsal, { domain: facts.rehearsalDomain })}`],
    facts.deliver === 'bundle' ? [`> ${texts.bundle}`] : [],
    archiveSection(facts.archives, texts),
    [
      `## ${texts.stepsTitle}`,
      ...texts.steps.map((step, index) => `${index + 1}. [ ] ${fill(step, { max })}`),
    ],
    channelSection(facts, texts),
    peopleSection(facts, texts),
    emojiSection(facts, texts),
    [
      `## ${texts.afterTitle}`,
      ...[...texts.after, ...linkLines(facts), texts.files[facts.deliver]].map(
        (step) => `- [ ] ${step}`,
      ),
    ],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

/** Says which commands follow an import; an archive that is not for import has none. */
function linkLines({ lang, deliver }: ChecklistFacts): readonly string[] {
  if (deliver === 'bundle') return [];
  const commands = AFTER_IMPORT.filter((step) => step !== 'files' || deliver === 'api').map(
    (step) => `\`mm2slack ${step}\``,
  );
  const separator = lang === 'ja' ? '、' : ', ';
  return [fill(TEXTS[lang].checklist.link, { commands: commands.join(separator) })];
}

function emojiSection({ emojiRenames }: ChecklistFacts, texts: ChecklistTexts): readonly string[] {
  if (emojiRenames.length === 0) return [];
  const rows = emojiRenames.map(({ from, to }) => `- [ ] \`:${from}:\` → \`:${to}:\``);
  return [`## ${texts.emojiTitle}`, texts.emoji, ...rows];
}

const GIGABYTE = 1_000_000_000;
const MEBIBYTE = 1024 * 1024;

/** The archives with their sizes. */
export function archiveSection(
  archives: readonly ChecklistArchive[],
  texts: ChecklistTexts,
): readonly string[] {
  const rows = archives.map(
    ({ name, sizeBytes }) => `- \`${name}\` (${(sizeBytes / MEBIBYTE).toFixed(1)} MiB)`,
  );
  return [`## ${texts.archivesTitle}`, ...rows];
}

function channelSection(
  { conversations }: ChecklistFacts,
  texts: ChecklistTexts,
): readonly string[] {
  const named = conversations.filter(({ list }) => list === 'channels' || list === 'groups');
  const ordered = [...named].sort(
    (a, b) =>
      CONVERSATION_LISTS.indexOf(a.list) - CONVERSATION_LISTS.indexOf(b.list) ||
      (a.name < b.name ? -1 : 1),
  );
  const rows = ordered.map((conversation) => {
    const { channel, list, name } = conversation;
    const mattermost = channel.displayName || channel.name;
    const archived = channel.deleteAtMs === undefined ? '' : ` ${texts.archived}`;
    const kind = list === 'groups' ? `🔒 ${texts.privateChannel}` : texts.publicChannel;
    const choice = choiceFor(conversation, texts);
    return `| ${[`#${name}`, mattermost, kind + archived, choice].map(markdownCell).join(' | ')} |`;
  });
  const unnamed = conversations.length - named.length;
  return [
    `## ${texts.channelsTitle}`,
    texts.privateWarning,
    '',
    `| ${texts.channelColumns.join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...rows,
    ...(unnamed === 0 ? [] : ['', fill(texts.unnamed, { count: unnamed })]),
  ];
}

function choiceFor(conversation: Conversation, texts: ChecklistTexts): string {
  if (conversation.isGeneral) return texts.choices.general;
  return conversation.list === 'groups' ? texts.choices.private : texts.choices.public;
}

function peopleSection({ users }: ChecklistFacts, texts: ChecklistTexts): readonly string[] {
  const people = users.filter(({ kind }) => kind === 'person' || kind === 'guest');
  const left = people.filter(({ deleteAtMs }) => deleteAtMs !== undefined);
  const unreachable = people.filter(
    ({ email, deleteAtMs }) => email === '' && deleteAtMs === undefined,
  );
  return [
    `## ${texts.peopleTitle}`,
    fill(texts.people, { active: people.length - left.length, left: left.length }),
    ...left.map(({ username }) => `- [ ] ${markdownCell(username)}: ${texts.createDeactivated}`),
    ...unreachable.map(({ username }) => `- [ ] ${markdownCell(username)}: ${texts.noEmail}`),
  ];
}
