import type { PersonFacts } from '../../model/inventory.ts';
import type { CountedSeats } from './cost.ts';
import { FAIR_BILLING_DAYS } from './facts/slack-prices.ts';

const DAY_MS = 86_400_000;

/** True for people whom Slack would bill as members when they use it. */
export const needsSeat = (person: PersonFacts): boolean =>
  !person.isBot && !person.isDeactivated && !isFreeGuest(person);

/**
 * Counts people whom Slack would bill as members: neither bots nor deactivated, nor guests of one channel, who are free
 * (slack.com/help/articles/218915077, Types of members).
 */
export function countSeats(people: readonly PersonFacts[], todayMs: number): CountedSeats {
  const members = people.filter(needsSeat);
  const active = (days: number): number =>
    members.filter(({ lastActiveMs = 0 }) => todayMs - lastActiveMs <= days * DAY_MS).length;
  return { active90: active(90), billed28: active(FAIR_BILLING_DAYS) };
}

/** Without the number of channels a guest counts as one who is paid for. */
function isFreeGuest({ isGuest, channels }: PersonFacts): boolean {
  return isGuest && channels !== undefined && channels <= 1;
}
