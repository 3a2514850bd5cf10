import type { Conversation } from '../mapping/conversations.ts';
import type { ImportFile } from '../mapping/csv-import/names.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS, type Texts } from '../texts/texts.ts';
import { archiveSection, type ChecklistArchive } from './import-checklist.ts';
import { markdownCell } from './markdown.ts';

type CsvTexts = Texts['checklist']['csv'];

export interface CsvChecklistFacts {
  readonly lang: Language;
  readonly archives: readonly ChecklistArchive[];
  /** Conversations that have a file. */
  readonly written: readonly Conversation[];
  /** Conversations without messages, and so without a file. */
  readonly empty: readonly Conversation[];
  readonly fileOf: (conversation: Conversation) => ImportFile;
}

/** Renders `import-checklist.md` of a text import: which file becomes which channel, and what to do by hand. */
export function csvChecklist(facts: CsvChecklistFacts): string {
  const texts = TEXTS[facts.lang].checklist;
  const { csv } = texts;
  const sections = [
    [`# ${texts.title}`],
    [`> ${csv.limits}`],
    archiveSection(facts.archives, texts),
    [`## ${texts.stepsTitle}`, ...csv.steps.map((step, index) => `${index + 1}. [ ] ${step}`)],
    fileSection(facts, csv),
    emptySection(facts, csv),
    [`## ${texts.afterTitle}`, ...csv.after.map((step) => `- [ ] ${step}`)],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

/** Private files come last, together, so that none of them is met by chance among the public ones. */
function fileSection({ written, fileOf }: CsvChecklistFacts, texts: CsvTexts): readonly string[] {
  const rows = written
    .map((conversation) => ({ conversation, file: fileOf(conversation) }))
    .toSorted((a, b) => (orderOf(a.file) < orderOf(b.file) ? -1 : 1))
    .map(({ conversation, file }) => {
      const { folder, channel } = file;
      const cells = [`${folder}/${channel}.csv`, `#${channel}`, kindOf(conversation, texts)];
      const choice = folder === 'public' ? texts.choices.public : texts.choices.private;
      return `| [ ] | ${[...cells, choice].map(markdownCell).join(' | ')} |`;
    });
  return [
    `## ${texts.filesTitle}`,
    texts.privateWarning,
    '',
    `| | ${texts.fileColumns.join(' | ')} |`,
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
}

const orderOf = ({ folder, channel }: ImportFile): string =>
  `${folder === 'public' ? 0 : 1} ${channel}`;

function kindOf({ list, isArchived }: Conversation, texts: CsvTexts): string {
  const kind = texts.kinds[list];
  const shown = list === 'channels' ? kind : `🔒 ${kind}`;
  return isArchived ? `${shown} ${texts.archiveAfterwards}` : shown;
}

function emptySection({ empty }: CsvChecklistFacts, texts: CsvTexts): readonly string[] {
  const named = empty.filter(({ list }) => list === 'channels' || list === 'groups');
  if (named.length === 0) return [];
  const rows = named.map(({ name, list }) => `- [ ] #${name} (${texts.kinds[list]})`);
  return [`## ${texts.emptyTitle}`, texts.empty, ...rows];
}
