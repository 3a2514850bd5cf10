import {
  NO_TARGET,
  type TargetFacts,
  type TargetUser,
} from '../../src/mapping/plan/target-facts.ts';

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

/** A live workspace with these accounts. */
export function aWorkspace(...users: readonly TargetUser[]): TargetFacts {
  return { ...NO_TARGET, kind: 'slack', label: 'acme', teamId: 'T0ACME0001', users };
}
