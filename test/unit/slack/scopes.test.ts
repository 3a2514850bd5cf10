import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMAND_METHODS, WORKSPACE_COMMANDS } from '../../../src/slack/command-methods.ts';
import { SLACK_METHODS, type SlackMethod, writingCalls } from '../../../src/slack/methods.ts';
import { appManifest, scopesFor, scopesWith } from '../../../src/slack/scopes.ts';
import { notEmpty } from '../../support/not-empty.ts';
import { METHOD_SCOPES } from '../../support/slack/method-scopes.ts';

const ALL = scopesWith({ canvases: true });
const namesOf = (scopes: typeof ALL) => scopes.map(({ scope }) => scope);
const COMMANDS = join(import.meta.dirname, '../../../src/commands');
/** Folders that hold what commands share, and the command that only asks who the token is. */
const NO_COMMANDS: ReadonlySet<string> = new Set(['run', 'workspace', 'doctor', 'init']);
const USES_SLACK = /\b(?:withSession|readSlackTarget|slackReading)\b/;

/** auth.test needs no scope; admin.emoji.add needs another kind of token, and without it people add emoji by hand. */
const WITHOUT_SCOPE: ReadonlySet<SlackMethod> = new Set(['auth.test', 'admin.emoji.add']);

const once = (methods: readonly SlackMethod[]) => new Map(methods.map((method) => [method, 1]));

describe('the scopes of a token', () => {
  it('only read where a plan is made', () => {
    const names = namesOf(scopesFor('plan'));
    expect(names.filter((scope) => !/:read(?:\.email)?$/.test(scope))).toEqual([]);
  });

  it('write canvases where the setting is on, and not where it is off', () => {
    const off = namesOf(scopesWith({ canvases: false }));
    expect(namesOf(ALL).filter((scope) => !off.includes(scope))).toEqual(['canvases:write']);
    for (const command of ['replay', 'sync', 'undo'] as const) {
      expect(namesOf(scopesFor(command, ALL))).toContain('canvases:write');
      expect(namesOf(scopesFor(command))).not.toContain('canvases:write');
    }
  });

  it('are named once each', () => {
    expect(new Set(namesOf(ALL)).size).toBe(ALL.length);
  });

  it.each(SLACK_METHODS.filter((method) => !WITHOUT_SCOPE.has(method)))(
    'allow %s, as the page of the method says',
    (method) => {
      const allowing = ALL.filter(({ methods }) => methods.includes(method));
      expect(namesOf(allowing).sort()).toEqual([...(METHOD_SCOPES[method] ?? [])].sort());
      expect(allowing).not.toEqual([]);
    },
  );

  it('are known of every command that uses a workspace, and are all of some command', async () => {
    const using = [];
    for (const folder of await readdir(COMMANDS, { withFileTypes: true })) {
      if (!folder.isDirectory() || NO_COMMANDS.has(folder.name)) continue;
      for (const file of await readdir(join(COMMANDS, folder.name))) {
        const text = await readFile(join(COMMANDS, folder.name, file), 'utf8');
        if (USES_SLACK.test(text)) using.push(folder.name);
      }
    }
    expect([...new Set(using)].sort()).toEqual([...WORKSPACE_COMMANDS].sort());
    const needed = new Set(
      WORKSPACE_COMMANDS.flatMap((command) => namesOf(scopesFor(command, ALL))),
    );
    expect(ALL.filter(({ scope }) => !needed.has(scope))).toEqual([]);
  });

  it.each(notEmpty(WORKSPACE_COMMANDS))('let %s call each of its methods', (command) => {
    const scopes = namesOf(scopesFor(command, ALL));
    for (const method of notEmpty([...COMMAND_METHODS[command]])) {
      expect(scopes).toEqual(expect.arrayContaining([...(METHOD_SCOPES[method] ?? [])]));
    }
  });

  it.each(ALL)('are each for a method: $scope', ({ scope, methods }) => {
    expect(methods.length).toBeGreaterThan(0);
    if (/:read(?:\.email)?$|:history$/.test(scope)) expect(writingCalls(once(methods))).toBe(0);
    else expect(writingCalls(once(methods))).toBe(methods.length);
  });
});

describe('the manifest of an app', () => {
  it('is YAML that asks for these scopes of a bot and for nothing of a person', () => {
    expect(parse(appManifest(ALL, ({ code }) => code))).toMatchObject({
      features: { bot_user: { display_name: 'mm2slack' } },
      oauth_config: { scopes: { bot: namesOf(ALL) } },
    });
    expect(parse(appManifest(ALL, ({ code }) => code)).oauth_config.scopes).not.toHaveProperty(
      'user',
    );
  });
});
