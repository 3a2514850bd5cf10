import type { Command } from 'commander';
import { packageVersion } from '../package-version.ts';
import type { ProgramWorld } from '../prepare.ts';
import { makeOutput } from '../run/output.ts';

/** `mm2slack version`: what a question to whoever helps should name. `--version` prints the number alone. */
export function addVersion(program: Command, { nodeVersion }: ProgramWorld): void {
  program.command('version').action(() => {
    const { platform, arch } = process;
    const output = makeOutput({ json: false, quiet: false, secrets: [] });
    output.line(`mm2slack ${packageVersion()} (Node ${nodeVersion}, ${platform} ${arch})`);
  });
}
