import { UsageError } from '../../errors.ts';
import type { Listen } from '../serve-files.ts';

/** `host:port`, `[::1]:port`; the machine itself on 8080 when nothing is said. UsageError for anything else. */
export function parseListen(text = '127.0.0.1:8080'): Listen {
  const [, host = '', port = ''] = /^(\[[\da-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === '' || Number(port) > 65_535) {
    throw new UsageError(`--listen: '${text}', expected host:port`);
  }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
