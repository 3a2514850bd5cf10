/** Returns the code that the system, a driver or Node gave an error, such as `ENOENT`; '' for none. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
