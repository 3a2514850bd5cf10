import { posix } from 'node:path';
import { maskSource } from './mask-source.ts';

export interface SourceFile {
  /** From the repository's root, `src/mapping/users.ts`. */
  readonly path: string;
  readonly text: string;
  /** The text with comments, strings, templates and regular expressions blanked. */
  readonly code: string;
  readonly imports: readonly SourceImport[];
}

export interface SourceImport {
  /** As it is written. */
  readonly specifier: string;
  /** The imported file from the repository's root; undefined for a package. */
  readonly path: string | undefined;
}

/** `import … from`, `export … from`, `import '…'`, `import('…')` and `typeof import('…')`. */
const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])/g;

export function sourceFile(path: string, text: string): SourceFile {
  const code = maskSource(text);
  const imports = [...code.matchAll(IMPORT)].map((match) => {
    const start = match.index + match[0].length;
    const specifier = text.slice(start, code.indexOf(match[1] ?? '', start));
    return { specifier, path: targetOf(path, specifier) };
  });
  return { path, text, code, imports };
}

function targetOf(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
}
