import type { z } from 'zod';
import { LIMIT_NAMES } from './limit-names.ts';
import { nearest } from './nearest.ts';
import { alternatives } from './one-of.ts';
import { keysIn, settingKeys } from './settings-schema.ts';

/** One thing wrong with mm2slack.yaml and the way to it, from the top. */
export interface SettingComplaint {
  readonly path: readonly PropertyKey[];
  /** `key: what we got, what we expected`. */
  readonly text: string;
}

/** What the schema's finding says to a person; several unknown keys are several complaints. */
export function settingComplaints(issue: z.core.$ZodIssue): readonly SettingComplaint[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: `${[...path, shownKey(key)].join('.')}: unknown key, expected ${knownKeys(path, key)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const meant = nearest(key, LIMIT_NAMES) ?? "posts, postsPerChannel or a method of Slack's";
    const shown = [...path.slice(0, -1), shownKey(key)].join('.');
    return [{ path, text: `${shown}: unknown key, expected ${meant}` }];
  }
  const key = path.length === 0 ? 'the file' : path.join('.');
  return [{ path, text: `${key}: ${received(issue)}, expected ${expected(issue)}` }];
}

/** An address inside braces is a key too, with its password. */
function shownKey(key: string): string {
  return /^[\w.-]{1,40}$/.test(key) ? key : '…';
}

/** The key that was meant, in this section or in another, else all of the section. */
function knownKeys(path: readonly PropertyKey[], key: string): string {
  const known = sectionKeys(path);
  const elsewhere = settingKeys().find((other) => other.key.endsWith(`.${key}`));
  const meant = elsewhere?.key ?? nearest(key, known);
  return meant ?? alternatives(known);
}

/** Texts are shown only where one of a few words belongs: elsewhere they may hold a password. */
function received({ code, input }: z.core.$ZodIssue): string {
  if (input === undefined || input === null || input === '') return 'nothing';
  if (typeof input === 'string') return code === 'invalid_value' ? `'${input}'` : 'a text';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'a section' : `${input}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a section with ${alternatives(sectionKeys(issue.path))}`;
    case 'invalid_value':
      return alternatives(issue.values.map(String));
    case 'too_small':
      return issue.origin === 'string' ? 'a text' : `${issue.minimum} or more`;
    case 'too_big':
      return `${issue.maximum} or less`;
    default:
      return 'a name or a list of names (numbers in quotes)';
  }
}

function sectionKeys(path: readonly PropertyKey[]): readonly string[] {
  return keysIn(path.length === 0 ? undefined : path.join('.'));
}
