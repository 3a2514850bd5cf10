/**
 * The header that gives a download its name: the letters that every client takes, and all of them after
 * RFC 8187. It always says `attachment`: a page among the files is never shown as a page.
 */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeExtended(name)}`;
}

/** RFC 8187's attr-char are fewer than what encodeURIComponent leaves. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
