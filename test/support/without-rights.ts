const NOBODY = 65_534;

/** Runs something as an account that owns nothing where the tests run as root, which passes over the modes of files. */
export async function withoutRights<Value>(run: () => Promise<Value>): Promise<Value> {
  if (process.geteuid?.() !== 0) return await run();
  process.seteuid?.(NOBODY);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
