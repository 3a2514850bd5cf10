/** What is in a list, which must be something: expectations in a loop over nothing would prove nothing. */
export function notEmpty<Item>(list: Iterable<Item>): readonly Item[] {
  const items = [...list];
  if (items.length === 0) throw new Error('nothing is in the list that the test is about');
  return items;
}
