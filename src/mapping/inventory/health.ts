import type { HealthFinding, InventoryFacts } from '../../model/inventory-facts.ts';

const SAMPLES = 5;

/** Every search with what it found, and the columns whose encoding is not that of most. */
export function healthFindings({
  health,
  storage,
}: Pick<InventoryFacts, 'health' | 'storage'>): readonly HealthFinding[] {
  return [...health, mixedEncodings(storage)];
}

function mixedEncodings(storage: InventoryFacts['storage']): HealthFinding {
  const counts = new Map<string, number>();
  for (const { charset, collation } of storage) {
    const kind = `${charset} ${collation}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
  const odd = storage.filter(({ charset, collation }) => `${charset} ${collation}` !== usual?.[0]);
  const samples = odd.map(({ place, charset, collation }) => `${place}: ${charset} ${collation}`);
  return { code: 'mixed_encodings', count: odd.length, samples: samples.slice(0, SAMPLES) };
}
