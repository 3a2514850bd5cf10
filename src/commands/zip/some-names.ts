import { type Notice, notice } from '../../errors/notices.ts';

const MAX_NAMED = 5;

/** Lists the first names in order, as a value of a sentence. */
export function someNames(names: readonly string[]): string | Notice {
  const some = names.toSorted().slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? notice('and-others', { names: some }) : some;
}
