// Path and query of a request, as they were sent: `URL` would take `//name/` for another host, and tidy up what is not ours.

import type { IncomingMessage } from "node:http";

export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

export function addressOf({ url = "/" }: IncomingMessage): Address {
  const at = url.indexOf("?");
  return at < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, at), query: new URLSearchParams(url.slice(at)) };
}
