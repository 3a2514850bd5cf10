import { describe, expect, it } from 'vitest';
import { type CommandPlaces, nextCommand } from '../../../../src/mapping/status/next-command.ts';
import { NEXT_STEPS } from '../../../../src/mapping/status/next-step.ts';

const places: CommandPlaces = {
  work: "it's a folder",
  config: 'mm2slack.yaml',
  plan: 'work/plan.json',
  archives: ['bulk.zip', '二.zip'],
};

describe.each(NEXT_STEPS)('the command of %s', (step) => {
  const command = nextCommand(step, places);

  it('is of this program, for this work directory and these settings', () => {
    expect(command).toMatch(/^mm2slack [a-z]+ /);
    expect(command.endsWith(" --config mm2slack.yaml --work 'it'\\''s a folder'")).toBe(true);
  });

  it('names a plan and settings only where there are some', () => {
    const bare = nextCommand(step, { ...places, config: undefined, plan: undefined });
    expect(bare).not.toMatch(/--plan|--config/);
  });
});

it('the command for archives names each in its order, quoted where a shell needs it', () => {
  expect(nextCommand('verify-zip', { ...places, config: undefined, work: 'w' })).toBe(
    "mm2slack verify --zip bulk.zip --zip '二.zip' --plan work/plan.json --work w",
  );
});
