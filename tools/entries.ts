/** Entry files of the program: the command line, and one for the threads of a command, which starts it by its name. */
export const ENTRIES = {
  cli: 'src/cli.ts',
  'archive-worker': 'src/commands/archive/worker.ts',
  'inventory-worker': 'src/commands/inventory/worker.ts',
  'plan-worker': 'src/commands/plan/worker.ts',
  'verify-worker': 'src/commands/verify/worker.ts',
  'zip-worker': 'src/commands/zip/worker.ts',
} as const;

/** Asked for by bundled packages, which do without them where they are not installed. */
export const NEVER_INSTALLED: readonly string[] = ['cardinal', 'pg-native'];
