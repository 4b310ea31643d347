// Who may talk to the browser host? The browser that opened the printed link, on this machine, from the page it was given.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface Guard {
  /** The secret of the printed link. */
  readonly token: string;
  /** `Set-Cookie` for a browser that knows the token. */
  readonly cookie: string;
  isToken(given: string): boolean;
  hasCookie(request: IncomingMessage): boolean;
  /** Whether the request names this server by an address of this machine: else a foreign name was made to point here. */
  isForUs(request: IncomingMessage): boolean;
  /** Whether a page of this server sent it. */
  isFromUs(request: IncomingMessage): boolean;
}

/** 128 bits. */
const SECRET_BYTES = 16;

export function createGuard(port: number): Guard {
  const token = randomBytes(SECRET_BYTES).toString("hex");
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  // Browsers keep cookies by host name and not by port: two editors must not take each other's.
  const name = `millrace-${port}`;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  // Browsers leave out the port that everybody knows.
  if (port === 80) hosts.push("127.0.0.1", "localhost");
  return {
    token,
    cookie: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    isToken: (given) => sameSecret(given, token),
    hasCookie: ({ headers }) => cookies(headers.cookie, name).some((value) => sameSecret(value, secret)),
    isForUs: ({ headers }) => hosts.includes((headers.host ?? "").toLowerCase()),
    isFromUs: ({ headers }) => hosts.some((host) => headers.origin === `http://${host}`),
  };
}

/** Takes as long for a wrong secret as for the right one. */
function sameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

function cookies(header: string | undefined, name: string): string[] {
  return (header ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
}
