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
  /** True when types alone are imported, so that nothing is loaded at run time. */
  readonly isTypeOnly: boolean;
  /** True for `export … from`. */
  readonly isReexport: boolean;
}

/** `import … from`, `export … from`, `import '…'`, `import('…')` and `typeof import('…')`. */
const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])/g;

export function sourceFile(path: string, text: string): SourceFile {
  const code = maskSource(text);
  const imports = [...code.matchAll(IMPORT)].map((match) => {
    const start = match.index + match[0].length;
    const specifier = text.slice(start, code.indexOf(match[1] ?? '', start));
    return { specifier, path: targetOf(path, specifier), ...kindOf(code, match.index) };
  });
  return { path, text, code, imports };
}

function targetOf(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
}

const TYPES_ALONE =
  /^(?:import|export)\s+(?:type\b|\{(?:\s*type\s+[\w$]+(?:\s+as\s+[\w$]+)?\s*,?)+\s*\}\s*$)/;

/** What the statement around a `from` at this place is: from the last `import` or `export` that begins a line. */
function kindOf(code: string, from: number): Pick<SourceImport, 'isTypeOnly' | 'isReexport'> {
  const start = Math.max(
    ...['import', 'export'].map((word) =>
      code.startsWith(word) && from === 0 ? 0 : code.lastIndexOf(`\n${word}`, from) + 1,
    ),
  );
  const statement = code.slice(start, from);
  const isDynamic = code.startsWith('import', from);
  if (isDynamic) return { isTypeOnly: /\btypeof\s+$/.test(code.slice(0, from)), isReexport: false };
  return { isTypeOnly: TYPES_ALONE.test(statement), isReexport: statement.startsWith('export') };
}
