import { type Check, failure, ok, warning } from './check.ts';

const NEEDED: readonly [number, number] = [20, 19];
/** The active long-term release. */
const RECOMMENDED_MAJOR = 24;

/** `version` as `process.versions.node` has it. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED;
  if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
    return failure('node', `Node ${version} is too old`, `install Node ${RECOMMENDED_MAJOR}`);
  }
  return major < RECOMMENDED_MAJOR
    ? warning('node', `Node ${version} works`, `Node ${RECOMMENDED_MAJOR} is supported longer`)
    : ok('node', `Node ${version}`);
}
