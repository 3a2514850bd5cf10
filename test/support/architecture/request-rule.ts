import type { SourceFile } from './source-file.ts';

/**
 * The files that send requests or hand on what does, each with the code by which it takes the connections of
 * system/transport.ts, which alone knows the company's proxy and authorities.
 */
const SENDERS: ReadonlyMap<string, RegExp> = new Map([
  ['src/system/transport.ts', /\bObject\.assign\(\{\}, init, \{ dispatcher \}\)/],
  ['src/commands/replay/run.ts', /\{ fetch \}: Pick<Transport,/],
  ['src/commands/run/slack-access.ts', /\{ fetch \} = makeTransport\(routesOf\(network\)\)/],
  ['src/commands/run/notifier.ts', /\{ fetch \} = makeTransport\(routesOf\(network\)\)/],
  ['src/commands/verify/download.ts', /\{ fetch \} = makeTransport\(routesOf\(network\)\)/],
  [
    'src/exporters/files/s3.ts',
    /new S3Client\([^;]*await handlerOf\(files\)[\s\S]*\bmakeTransport\(routesOf\(files\.network\)\)\.agentFor\(/,
  ],
  ['src/importers/slack/client.ts', /\bfetch: send\b[\s\S]*\bawait send\(\.\.\.request\)/],
  [
    'src/importers/workspace/uploads.ts',
    /\bagent = await transport\.agentFor\(url\)[\s\S]*\{ agent \}[\s\S]*= send\(url, options\)/,
  ],
]);

/** The platform's own functions for requests, by any use of their names. */
const PLATFORM = /(?<![.\w$])fetch\b|\bglobalThis\b|\b(?:WebSocket|EventSource|XMLHttpRequest)\b/;

/** Packages that send requests. */
const PACKAGES =
  /^(?:undici|@slack\/.+|@aws-sdk\/.+|@smithy\/.+|https?-proxy-agent|axios|got|ky|node-fetch|(?:node:)?(?:https?|http2))(?:\/|$)/;

/** Answer requests over node:http and send none. */
const SERVERS: ReadonlySet<string> = new Set([
  'src/commands/people/serve-page.ts',
  'src/commands/serve-files/serve-files.ts',
]);

/** Says where a file sends requests past the transport. */
export function requestsByTransport({ path, code, imports }: SourceFile): readonly string[] {
  if (SERVERS.has(path)) return /\brequest\b(?=\()/.test(code) ? ['sends requests'] : [];
  const found = [
    ...(PLATFORM.exec(code) ?? []).map((name) => `uses ${name}`),
    ...imports
      .filter(({ specifier, isTypeOnly }) => !isTypeOnly && PACKAGES.test(specifier))
      .map(({ specifier }) => `imports ${specifier}`),
  ];
  const taken = SENDERS.get(path);
  if (taken === undefined) return found;
  if (found.length === 0) return ['sends nothing and is still listed'];
  return taken.test(code) ? [] : ['does not take the connections of the transport'];
}
