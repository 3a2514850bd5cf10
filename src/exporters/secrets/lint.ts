import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { FoundSecret, SecretKind } from '../../model/secrets.ts';

// Each call would leave some forty entries in the profiler and in `performance` for good, and nothing reads them.
secretLintProfiler.mark = () => undefined;

type Message = Awaited<ReturnType<typeof lintSource>>['messages'][number];

/** With it a post that says `secretlint-disable` would hide those after it; the preset has no switch for it. */
const OBEYS_COMMENTS = '@secretlint/secretlint-rule-filter-comments';
const AWS = '@secretlint/secretlint-rule-aws';

const CONFIG = {
  rules: rules
    .filter(({ meta }) => meta.id !== OBEYS_COMMENTS)
    .map((rule) => ({
      id: rule.meta.id,
      rule,
      options: rule.meta.id === AWS ? { enableIDScanRule: true } : {},
    })),
};

/** By secretlint's message ids. */
const KINDS: Readonly<Record<string, SecretKind>> = {
  AWSAccessKeyID: 'aws-access-key',
  AWSSecretAccessKey: 'aws-secret-key',
  AWSAccountID: 'aws-account',
  PrivateKeyJSON: 'google-key',
  PrivateKey: 'private-key',
  SLACK_TOKEN: 'slack-token',
  IncomingWebhook: 'slack-webhook',
  GITHUB_TOKEN: 'github-token',
  PackageJSON_xOauthToken: 'github-token',
  NPM_ACCESS_TOKEN: 'npm-token',
  Npmrc_authToken: 'npm-token',
  OPENAI_TOKEN: 'openai-key',
  ANTHROPIC_API_KEY: 'anthropic-key',
  LINEAR_API_TOKEN: 'linear-key',
  SENDGRID_KEY: 'sendgrid-key',
  SHOPIFY_KEY: 'shopify-key',
  OPS_TOKEN: '1password-token',
  MongoDBConnection: 'database-address',
  MySQLConnection: 'database-address',
  PostgreSQLConnection: 'database-address',
  BasicAuth: 'web-address',
};

/**
 * The credentials in a text, in its order, none within another. `extension` with its dot: `.json` is looked at as a
 * whole for a service account. The text must not begin with a byte order mark, which would shift every place.
 */
export async function lint(text: string, extension: string): Promise<readonly FoundSecret[]> {
  const content = plainLetters(text);
  const { messages } = await lintSource({
    // The rule for npm's `_authToken` looks into files of this name alone.
    source: { content, filePath: '.npmrc', ext: extension, contentType: 'text' },
    options: { config: CONFIG, noPhysicFilePath: true },
  });
  return apart([...messages.map((message) => placed(message, content)), ...examplesIn(content)]);
}

/**
 * Rules want no letter before a token, and Japanese puts no space there. Every character keeps its place.
 */
const plainLetters = (text: string): string => text.replace(/(?!\s)[\u0080-\uffff]/g, '·');

/** What the rule took for the credential: its own range begins before it and is as long, so its end would stay. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  ...['KEY', 'ID', 'TOKEN', 'URL', 'CREDENTIAL', 'URI'],
]);

function placed({ messageId, range, data }: Message, content: string): FoundSecret {
  const kind = KINDS[messageId] ?? 'other';
  const [start, end] = range;
  const named = Object.entries(data ?? {}).find(([key]) => CREDENTIALS.has(key))?.[1];
  if (typeof named !== 'string') return { kind, start, end };
  // npm's rule takes the whole line.
  const secret = messageId === 'Npmrc_authToken' ? (/\S+/.exec(named)?.[0] ?? named) : named;
  const at = content.indexOf(secret, start);
  return at === -1 ? { kind, start, end } : { kind, start: at, end: at + secret.length };
}

/** The rules pass over the examples of AWS's documentation, which people try a search with. */
const EXAMPLES = [
  ['aws-access-key', /\bAKIAIOSFODNN7EXAMPLE\b/g],
  ['aws-secret-key', /\bwJalrXUtnFEMI\/K7MDENG\/bPxRfiCYEXAMPLEKEY\b/g],
] as const;

function examplesIn(content: string): readonly FoundSecret[] {
  return EXAMPLES.flatMap(([kind, pattern]) =>
    [...content.matchAll(pattern)].map(({ 0: { length }, index }) => ({
      kind,
      start: index,
      end: index + length,
    })),
  );
}

/** Two that overlap become one of both their lengths, of the kind of the first. */
function apart(all: readonly FoundSecret[]): readonly FoundSecret[] {
  const kept: FoundSecret[] = [];
  for (const found of [...all].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || found.start >= last.end) kept.push(found);
    else if (found.end > last.end) kept.splice(-1, 1, { ...last, end: found.end });
  }
  return kept;
}
