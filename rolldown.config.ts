import { isBuiltin } from 'node:module';
import { defineConfig } from 'rolldown';
import { licencesOfPackages, packageOf } from './tools/bundled-licences.ts';
import { ENTRIES, NEVER_INSTALLED } from './tools/entries.ts';
import { plainFields } from './tools/plain-fields.ts';

/**
 * What almost every command loads, with the packages that these need in turn: 300 small files, which took a third of
 * the time of a short command (docs/performance.md). The rest is installed beside dist/: libsql is native, the others
 * are large or seldom loaded.
 */
const BUNDLED = [
  '@slack/web-api',
  'commander',
  'csv-parse',
  'get-east-asian-width',
  'markdown-it',
  'mysql2',
  'p-limit',
  'pg',
  'yaml',
  'yauzl',
  'zod',
];

/** Makes dist/ of src/, in few files. The maps tell the line of src/ that a stack trace means. */
export default defineConfig({
  input: ENTRIES,
  platform: 'node',
  external: (id, importer) => {
    if (isBuiltin(id) || NEVER_INSTALLED.includes(id)) return true;
    if (/^[./]/.test(id) || packageOf(importer ?? '') !== undefined) return false;
    return !BUNDLED.some((name) => id === name || id.startsWith(`${name}/`));
  },
  plugins: [licencesOfPackages(), plainFields()],
  output: { dir: 'dist', cleanDir: true, sourcemap: true, sourcemapExcludeSources: true },
});
