import { z } from 'zod';

/* What we read of Slack's answers; whatever else stands in them is left alone. */

export const authShape = z.looseObject({
  team: z.string().default(''),
  team_id: z.string(),
  user_id: z.string().default(''),
  bot_id: z.string().optional(),
  enterprise_id: z.string().optional(),
});

export const teamShape = z.looseObject({
  team: z.looseObject({
    name: z.string().default(''),
    plan: z.string().optional(),
    enterprise_id: z.string().optional(),
  }),
});

export const memberShape = z.looseObject({
  id: z.string(),
  name: z.string().default(''),
  real_name: z.string().default(''),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_admin: z.boolean().default(false),
  is_owner: z.boolean().default(false),
  profile: z
    .looseObject({ email: z.string().default(''), real_name: z.string().default('') })
    .default({ email: '', real_name: '' }),
});

const textShape = z.looseObject({ value: z.string().default('') }).default({ value: '' });

export const conversationShape = z.looseObject({
  id: z.string(),
  name: z.string().default(''),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_general: z.boolean().default(false),
  topic: textShape,
  purpose: textShape,
});

export const emojiShape = z.looseObject({ emoji: z.record(z.string(), z.string()) });

export const userGroupsShape = z.looseObject({
  usergroups: z.array(
    z.looseObject({
      id: z.string(),
      handle: z.string().default(''),
      users: z.array(z.string()).default([]),
    }),
  ),
});
