import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { Texts } from '../../texts/texts.ts';
import { fill } from '../figures.ts';
import { moneyText } from './money.ts';
import type { Rows } from './rows.ts';

/** Rows of the checklist: what is not done first, then what is not known. */
export function securityRows(
  { security, cost }: Pick<Inventory, 'security' | 'cost'>,
  texts: Texts['security'],
): Rows {
  const { currency } = cost.inputs;
  const order = ['not-done', 'unknown', 'done'] as const;
  return order.flatMap((state) =>
    security
      .filter((item) => item.state === state)
      .map(({ id, from, cost: sums }) => [
        texts.items[id],
        texts.states[state],
        from === undefined ? '' : texts.from[from],
        sums === undefined
          ? ''
          : fill(texts.cost, {
              once: moneyText(sums.once, currency),
              month: moneyText(sums.month, currency),
            }),
      ]),
  );
}
