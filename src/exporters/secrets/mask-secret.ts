const SHOWN_CHARACTERS = 4;

/** `AKIA… (20 characters)`: enough to recognise a credential by, and never more than a quarter of it. */
export function maskSecret(secret: string): string {
  const characters = [...secret];
  const shown = Math.min(SHOWN_CHARACTERS, Math.floor(characters.length / 4));
  return `${characters.slice(0, shown).join('')}… (${characters.length} characters)`;
}
