import type { Runbook, RunbookStep } from '../../mapping/runbook/steps.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS, type Texts } from '../../texts/texts.ts';
import { durationText } from '../duration.ts';
import { countText, fill, momentText, sizeText } from '../figures.ts';
import { shownText } from '../shown-text.ts';

/** The runbook as Markdown: figures, roles, steps with their commands, troubleshooting, words. */
export function runbookMarkdown(runbook: Runbook, lang: Language): string {
  const texts = TEXTS[lang].runbook;
  const moment = momentText(runbook.madeAtMs, lang);
  const target =
    runbook.target === '' ? [] : [fill(texts.target, { target: named(runbook.target) })];
  return [
    `# ${texts.title}`,
    texts.rule,
    texts.ways[runbook.path],
    [fill(texts.made, { plan: runbook.plan, moment }), ...target].join('\n'),
    `## ${texts.figuresHeading}`,
    figureLines(runbook, texts),
    `## ${texts.rolesHeading}`,
    Object.values(texts.roles).map(pairLine).join('\n'),
    ...runbook.steps.flatMap((step, index) => stepParts(step, index, lang)),
    `## ${texts.troubleHeading}`,
    texts.trouble.map(pairLine).join('\n'),
    `## ${texts.glossaryHeading}`,
    texts.glossary.map(pairLine).join('\n'),
  ].join('\n\n');
}

const pairLine = ([name = '', text = '']: readonly string[]): string => `- ${name}: ${text}`;

/** Escapes a name of the data, which may look like Markdown. */
const named = (name: string): string => shownText(name).replace(/[\\`*_[\]<>|#]/g, '\\$&');

function figureLines({ teams, figures }: Runbook, texts: Texts['runbook']): string {
  const { figures: names } = texts;
  const lines = [
    [names.teams, teams.length === 0 ? '-' : teams.map(named).join(', ')],
    [names.channels, countText(figures.channels)],
    [names.posts, countText(figures.posts)],
    [names.files, `${countText(figures.files)} (${sizeText(figures.fileBytes)})`],
    [names.zip, sizeText(figures.zipBytes)],
    [names.people, countText(figures.people)],
    [names.namesOnly, countText(figures.namesOnly)],
  ];
  return lines.map(pairLine).join('\n');
}

function stepParts(step: RunbookStep, index: number, lang: Language): readonly string[] {
  const texts = TEXTS[lang].runbook;
  const { heading, what, check, failed } = texts.steps[step.id];
  const { seconds, commands } = step;
  const [role] = texts.roles[step.role];
  const time =
    seconds === undefined ? [] : [fill(texts.time, { time: durationText(seconds, lang) })];
  return [
    `## ${index + 1}. ${heading}`,
    [fill(texts.who, { role }), ...time].join('\n'),
    what,
    ...(commands.length === 0 ? [] : [['```sh', ...commands, '```'].join('\n')]),
    fill(texts.check, { text: check }),
    fill(texts.failed, { text: failed }),
  ];
}
