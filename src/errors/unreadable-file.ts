import { errorCode } from './error-code.ts';
import { SourceError } from './errors.ts';
import { notice } from './notices.ts';

const DENIED: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

/** Makes the error for a file of the file store that may be there and whose bytes cannot be read. */
export function unreadableFile(path: string, error: unknown): SourceError {
  const code = codeOf(error);
  const what = DENIED.has(code)
    ? notice('file-not-readable', { path })
    : notice('file-read-failed', { path, reason: code });
  return new SourceError(what, { cause: error });
}

/** The system's code of an error; its message where it has none. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return errorCode(error) || error.message;
}
