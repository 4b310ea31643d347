// Proxies as the environment names them: whether these are addresses, and what went wrong between here and one.

import { MillraceError } from "../sdk/errors.ts";

/** Variables in the order in which they are heeded, each in small letters, then in large ones. */
const VARIABLES = { "http:": ["http_proxy"], "https:": ["https_proxy", "http_proxy"] } as const;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443, "socks5:": 1080 };

/** Throws where a variable holds something else than an address. */
export function checkProxies(): void {
  for (const protocol of ["http:", "https:"] as const) {
    const named = variableOf(protocol);
    if (named && !isProxy(named.value)) throw noProxy(named.name);
  }
}

/** In words, that stand behind "cannot be reached:"; null where it went wrong behind the proxy, or there is none. */
export function proxyFailure(url: URL, thrown: unknown, words: string): string | null {
  const named = variableOf(url.protocol === "https:" ? "https:" : "http:");
  if (!named) return null;
  const proxy = new URL(named.value);
  const { message = "" } = (thrown ?? {}) as { message?: string };
  // Two messages of undici, which has no codes for them.
  const [, status] =
    /^Proxy response \((\d+)\)|^Proxy Authentication Required \((\d+)\)/.exec(message)?.filter(Boolean) ?? [];
  if (status !== undefined) return `the proxy ${proxy.host} refuses it with HTTP ${status}`;
  return endsOf(thrown).some((end) => isAt(end, proxy) && !isAt(end, url))
    ? `of the proxy ${proxy.host} (${named.name}), ${words}`
    : null;
}

interface End {
  readonly port?: number;
  readonly hostname?: string;
}

/** Where the connection that failed should have led; a name may stand for several places. */
function endsOf(thrown: unknown): readonly End[] {
  if (thrown === null || typeof thrown !== "object") return [];
  const { errors = [] } = thrown as { errors?: readonly End[] };
  return [thrown, ...errors];
}

function isAt({ port, hostname }: End, { protocol, hostname: host, port: own }: URL): boolean {
  if (hostname !== undefined) return hostname === host;
  return port !== undefined && port === (own === "" ? DEFAULT_PORTS[protocol] : Number(own));
}

function variableOf(protocol: keyof typeof VARIABLES): { name: string; value: string } | null {
  for (const name of VARIABLES[protocol].flatMap((small) => [small, small.toUpperCase()])) {
    const value = process.env[name];
    // One that is set to nothing hides the next: no proxy for this protocol.
    if (value !== undefined) return value === "" ? null : { name, value };
  }
  return null;
}

function isProxy(text: string): boolean {
  return URL.canParse(text) && /^(?:https?|socks5?):$/.test(new URL(text).protocol);
}

/** The value is not shown: it may hold a password. */
function noProxy(name: string): MillraceError {
  return new MillraceError("HTTP_PROXY_ADDRESS", {
    message: `The environment variable ${name} holds no address of a proxy.`,
    expected: "such as http://proxy.example:3128",
    hint: `Set ${name} to the whole address of the proxy, or take it out.`,
    fatal: true,
  });
}
