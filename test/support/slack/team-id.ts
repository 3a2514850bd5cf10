import type { Alteration } from './fault-proxy.ts';

/** The id that the emulator gives every workspace. */
const EMULATED = 'T000000001';

/** Gives the workspace an id of its own in every answer, so that two servers are two workspaces. */
export function withTeamId(teamId: string): Alteration {
  return (_call, answer) =>
    typeof answer.body === 'string'
      ? { ...answer, body: answer.body.replaceAll(`"${EMULATED}"`, `"${teamId}"`) }
      : answer;
}
