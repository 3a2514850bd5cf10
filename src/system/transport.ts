import type { Agent } from 'node:http';
import { isIP } from 'node:net';
import { type ConnectionOptions, checkServerIdentity, rootCertificates } from 'node:tls';
import { connectionFault } from './connection-faults.ts';

/** The way to an address: through a proxy (with user and password) or not, and authorities (PEM) beside Node's own. */
interface Route {
  readonly proxyUrl: string | undefined;
  readonly authorities: readonly string[];
}

/** Connections to servers outside, each on its route. */
export interface Transport {
  /** As the platform's own. ConnectionFault when proxy or certificate is what is wrong. */
  readonly fetch: typeof globalThis.fetch;
  /** Agent of node:http or node:https for an address; undefined for Node's own. The libraries are loaded when needed. */
  agentFor(address: string): Promise<Agent | undefined>;
}

/** Makes the connections of a run. An address without proxy and authorities is reached as Node does it by itself. */
export function makeTransport(routeOf: (address: string) => Route): Transport {
  const dispatchers = new Map<string, Promise<object>>();
  const agents = new Map<string, Promise<Agent | undefined>>();
  const dispatcherFor = (address: string): Promise<object> | undefined => {
    const route = routeOf(address);
    if (isPlain(route)) return undefined;
    const key = route.proxyUrl ?? '';
    const made = dispatchers.get(key) ?? makeDispatcher(route);
    dispatchers.set(key, made);
    return made;
  };
  return {
    fetch: async (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      try {
        const dispatcher = await dispatcherFor(address);
        // Of another undici than Node's own, which works with it.
        const options = dispatcher === undefined ? init : Object.assign({}, init, { dispatcher });
        return await fetch(input, options);
      } catch (error) {
        throw connectionFault(error) ?? error;
      }
    },
    agentFor: async (address) => {
      const route = routeOf(address);
      if (isPlain(route)) return undefined;
      const { origin } = new URL(address);
      const key = `${origin} ${route.proxyUrl ?? ''}`;
      const made = agents.get(key) ?? makeAgent(route, origin);
      agents.set(key, made);
      return await made;
    },
  };
}

const isPlain = ({ proxyUrl, authorities }: Route): boolean =>
  proxyUrl === undefined && authorities.length === 0;

/** What Node trusts by itself is replaced by a list of one's own, so the list holds both; undefined for Node's own. */
const trusted = ({ authorities }: Route): { readonly ca?: string[] } =>
  authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] };

/** Plain HTTP is asked of the proxy itself, TLS goes through a tunnel, as proxies allow it. */
async function makeDispatcher(route: Route): Promise<object> {
  const { Agent: DirectAgent, ProxyAgent } = await import('undici');
  const { proxyUrl } = route;
  const tls = trusted(route);
  if (proxyUrl === undefined) return new DirectAgent({ connect: tls });
  const { username, password, origin } = new URL(proxyUrl);
  const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new ProxyAgent({
    uri: origin,
    ...(account === ':' ? {} : { token: `Basic ${Buffer.from(account).toString('base64')}` }),
    requestTls: tls,
    proxyTls: tls,
    proxyTunnel: false,
  });
}

/** Connections kept for the next call, as many as the S3 client allows at once. */
const KEPT = { keepAlive: true, maxSockets: 50 };

async function makeAgent(route: Route, origin: string): Promise<Agent | undefined> {
  const { proxyUrl } = route;
  const isPlainHttp = origin.startsWith('http://');
  const tls = trusted(route);
  if (proxyUrl === undefined) {
    const { Agent: TlsAgent } = await import('node:https');
    return isPlainHttp ? undefined : new TlsAgent({ ...KEPT, ...tls });
  }
  if (isPlainHttp) {
    const { HttpProxyAgent } = await import('http-proxy-agent');
    return new HttpProxyAgent(proxyUrl, { ...KEPT, ...tls });
  }
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const agent = new HttpsProxyAgent(proxyUrl, { ...KEPT, ...tls });
  // Its options reach the proxy alone; those of the agent reach the server behind it.
  Object.assign(agent.options, tls, identityOf(new URL(origin).hostname));
  return agent;
}

/** Behind a tunnel Node does not know a server that has an address and no name, and would look for `localhost`. */
function identityOf(hostname: string): Pick<ConnectionOptions, 'checkServerIdentity'> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0) return {};
  return { checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate) };
}
