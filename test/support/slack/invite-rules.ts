import { z } from 'zod';
import type { Interceptor } from './fault-proxy.ts';

const refusal = z.object({ user: z.string(), ok: z.literal(false), error: z.string() });
const answered = z.looseObject({ ok: z.boolean(), errors: z.array(refusal).default([]) });

/**
 * What Slack does with `force` and the emulator does not: it invites those whom it can, and names the others
 * (docs.slack.dev/reference/methods/conversations.invite).
 */
export function invitingEach(emulatorUrl: string): Interceptor {
  return async ({ method, args, token }) => {
    const users = (args['users'] ?? '').split(',');
    if (method !== 'conversations.invite' || args['force'] !== 'true' || users.length < 2) {
      return undefined;
    }
    const answers = [];
    for (const user of users) {
      const response = await fetch(`${emulatorUrl}/api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: new URLSearchParams({ channel: args['channel'] ?? '', users: user }),
      });
      answers.push(answered.parse(await response.json()));
    }
    const errors = answers.flatMap((answer) => answer.errors);
    const taken = answers.find(({ ok }) => ok);
    // Refused as a whole, as an archived channel is, or for each of the people.
    if (taken === undefined)
      return { body: { ...answers[0], ...(errors.length > 0 && { errors }) } };
    return { body: { ...taken, ...(errors.length > 0 && { errors }) } };
  };
}
