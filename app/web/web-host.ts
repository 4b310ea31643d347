// The host for a browser: serves the page, and carries calls and events over a WebSocket. On this machine only.

import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { forkEngine } from "../host/fork-engine.ts";
import { createHost } from "../host/host.ts";
import type { HostOptions, WindowServices } from "../host/options.ts";
import { addressOf } from "./address.ts";
import { Connections } from "./connections.ts";
import { createGuard, type Guard } from "./guard.ts";
import { SAFE_HEADERS } from "./headers.ts";
import { servePage } from "./serve-page.ts";

export interface WebOptions extends Omit<HostOptions, "kind" | "startEngine"> {
  /** The file that is started as the engine. */
  readonly engine: string;
  /** Folder of the built page. */
  readonly page: string;
  /** The usual one, or another that is free, unless given. */
  readonly port?: number;
  readonly services?: WindowServices;
}

export interface WebHost {
  readonly port: number;
  /** The link with its token: whoever has it may use the editor. */
  readonly link: string;
  /** Ends the server, the windows and the engine. */
  close(): Promise<void>;
}

/** What the page remembers in the browser belongs to an address, port included: so it is the same one where possible. */
const USUAL_PORT = 4871;
const ANY_PORT = 0;
const ADDRESS = "127.0.0.1";
/** Path of the WebSocket. */
const BRIDGE = "/bridge";
/** Files that are dropped on the page come as one message. */
const LONGEST_MESSAGE_BYTES = 1024 ** 3;

export async function startWebHost(options: WebOptions): Promise<WebHost> {
  const server = createServer();
  const port = await listen(server, options.port);
  const guard = createGuard(port);
  const host = createHost({ ...options, kind: "web", startEngine: () => forkEngine(options.engine) });
  const connections = new Connections(host, options.services ?? {});
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const serve = servePage(options.page, guard);
  server.on("request", (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on("error", () => stream.destroy());
    const refusal = refusalOf(request, guard);
    if (refusal) return refuse(stream, refusal);
    sockets.handleUpgrade(request, stream, head, (socket) => connections.accept(socket, request));
  });
  return {
    port,
    link: `http://${ADDRESS}:${port}/?token=${guard.token}`,
    async close() {
      connections.close();
      sockets.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await host.close();
      await closed;
    },
  };
}

/** A browser sends a WebSocket from any page to any address: what keeps others out are its Host, Origin and cookie. */
function refusalOf(request: IncomingMessage, guard: Guard): string | null {
  if (!guard.isForUs(request)) return "421 Misdirected Request";
  if (!guard.isFromUs(request) || !guard.hasCookie(request)) return "403 Forbidden";
  return addressOf(request).path === BRIDGE ? null : "404 Not Found";
}

function refuse(stream: Duplex, status: string): void {
  const headers = Object.entries(SAFE_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${headers.join("")}\r\n`);
}

async function listen(server: Server, asked: number | undefined): Promise<number> {
  const tries = asked === undefined ? [USUAL_PORT, ANY_PORT] : [asked];
  for (const port of tries) {
    const failure = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once("error", resolve);
      server.listen(port, ADDRESS, () => {
        server.off("error", resolve);
        resolve(null);
      });
    });
    if (!failure) return (server.address() as AddressInfo).port;
    if (port === tries.at(-1)) throw portError(port, failure);
  }
  throw new Error("There is always a port to try.");
}

function portError(port: number, cause: NodeJS.ErrnoException): MillraceError {
  const isTaken = cause.code === "EADDRINUSE";
  return new MillraceError("PORT_UNUSABLE", {
    message: isTaken
      ? `Port ${port} is used by another program.`
      : `Port ${port} cannot be used: ${cause.message}.`,
    hint: "Name another with --port, or leave it out: then one that is free is taken.",
    cause,
  });
}
