import { defineConfig } from 'rolldown';

/**
 * Makes dist/ of src/, in few files: loading several hundred took a fifth of the time of a short command
 * (docs/performance.md). Packages stay in node_modules. The maps tell the line of src/ that a stack trace means.
 */
export default defineConfig({
  input: {
    cli: 'src/cli.ts',
    // A thread is started by the name of its file, beside the file that starts it.
    'compress-worker': 'src/importers/archive/compress-worker.ts',
  },
  platform: 'node',
  external: /^[^./]/,
  output: { dir: 'dist', cleanDir: true, sourcemap: true, sourcemapExcludeSources: true },
});
