/** Takes pieces away from a text as long as it still holds what `isInteresting` looks for. */
export function minimalText(
  pieces: readonly string[],
  isInteresting: (text: string) => boolean,
): string {
  let kept = [...pieces];
  for (
    let size = Math.ceil(kept.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (isInteresting(fewer.join(''))) kept = fewer;
      else at += size;
    }
  }
  return kept.join('');
}
