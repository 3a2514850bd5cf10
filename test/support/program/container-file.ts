import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A line of a container file: `COPY`, and what is behind it. */
export interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** Instructions from one FROM to the next; `name` is that of `FROM … AS name`, '' for none. */
export interface Stage {
  readonly image: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** Splits a container file into its stages: no comments, continued lines as one. */
export function stagesOf(containerFile: string): readonly Stage[] {
  const instructions = containerFile
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', words = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { name: name.toUpperCase(), words };
    });
  const starts = instructions.flatMap(({ name }, at) => (name === 'FROM' ? [at] : []));
  return starts.map((start, index) => {
    const [, image = '', stage = ''] =
      /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(instructions[start]?.words ?? '') ?? [];
    return { image, name: stage, instructions: instructions.slice(start + 1, starts[index + 1]) };
  });
}

/** Lists the files of a folder that a builder is given: those that .dockerignore leaves, `/` between names. */
export async function contextFiles(
  folder: string,
  dockerignore: string,
): Promise<readonly string[]> {
  const rules = rulesOf(dockerignore);
  const found: string[] = [];
  const look = async (under: string): Promise<void> => {
    for (const entry of await readdir(join(folder, under), { withFileTypes: true })) {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (isLeft(path, rules)) found.push(path);
      } else if (isLeft(path, rules) || rules.some((rule) => rule.under.startsWith(`${path}/`))) {
        await look(path);
      }
    }
  };
  await look('');
  return found.sort();
}

interface Rule {
  readonly pattern: RegExp;
  readonly leaves: boolean;
  /** Path of a rule that leaves something, '' for others: what is above it is looked into. */
  readonly under: string;
}

/** Rules as the builder has them: the last one that fits a path, or a folder above it, decides. */
function rulesOf(dockerignore: string): readonly Rule[] {
  const lines = dockerignore.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const leaves = line.startsWith('!');
      const path = line.replace(/^!/, '').replace(/^\/|\/$/g, '');
      const source = path
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*\*\/|\*\*|\*|\?/g, (wild) => WILD[wild] ?? '');
      return { pattern: new RegExp(`^${source}(?:/|$)`), leaves, under: leaves ? path : '' };
    });
}

const WILD: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};

const isLeft = (path: string, rules: readonly Rule[]): boolean =>
  rules.findLast(({ pattern }) => pattern.test(path))?.leaves ?? true;
