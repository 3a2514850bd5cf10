import {
  NO_TARGET,
  type TargetChannel,
  type TargetFacts,
  type TargetUser,
} from '../../../src/mapping/plan/target.ts';

export function aTargetUser(over: Partial<TargetUser> = {}): TargetUser {
  return {
    id: 'U0YAMADA01',
    name: 'yamada',
    realName: 'Taro Yamada',
    email: 'yamada@example.co.jp',
    isBot: false,
    isDeactivated: false,
    ...over,
  };
}

/** A public channel #dev of a workspace, where nobody has counted. */
export function aTargetChannel(over: Partial<TargetChannel> = {}): TargetChannel {
  return {
    id: 'C0DEV00001',
    name: 'dev',
    list: 'channels',
    isArchived: false,
    isGeneral: false,
    topic: '',
    purpose: '',
    memberIds: [],
    messages: undefined,
    files: undefined,
    ...over,
  };
}

/** A live workspace with these accounts. */
export function aWorkspace(...users: readonly TargetUser[]): TargetFacts {
  return { ...NO_TARGET, kind: 'slack', label: 'acme', teamId: 'T0ACME0001', users };
}
