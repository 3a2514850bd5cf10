/*
 * Which e-mail addresses belong into an archive: written anew after FORMATS.md (users.csv), so that an address that
 * Slack cannot send to is seen there.
 */

const AROUND = String.raw`[\s\p{Cc}\p{Cf}\p{Cs}\uFFFD]*`;
const LETTER = String.raw`[\p{L}\p{M}\p{N}]`;
const LABEL = `(?!-)(?:${LETTER}|-){1,63}(?<!-)`;
const ATOM = String.raw`(?:${LETTER}|[!#$%&'*+/=?^_\x60{|}~-])+`;
const ADDRESS = new RegExp(
  `^${AROUND}((?=[^@]{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+(?=[\\p{N}\\p{M}-]*\\p{L})(?=(?:${LETTER}|-){2})${LABEL})${AROUND}$`,
  'u',
);
const LOCAL_ENDINGS = ['invalid', 'localhost', 'localdomain', 'local', 'internal', 'home.arpa'];
const MAX_CHARACTERS = 254;

/** The address that an archive should have for one of Mattermost; '' for one that cannot receive mail. */
export function expectedAddress(email: string): string {
  const address = ADDRESS.exec(email)?.[1] ?? '';
  const isLocal = LOCAL_ENDINGS.some((ending) => address.toLowerCase().endsWith(`.${ending}`));
  const isHomeArpa = address.toLowerCase().endsWith('@home.arpa');
  return isLocal || isHomeArpa || address.length > MAX_CHARACTERS ? '' : address;
}
