// A small web server on this machine, for one test: answers as told, and remembers what it was asked. It proves a protocol, no real server.

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { listening } from "./listening.ts";

export interface AskedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (request: AskedRequest, response: ServerResponse, index: number) => void;

export interface HttpServer {
  readonly url: string;
  /** In the order in which they were whole. */
  readonly asked: readonly AskedRequest[];
  readonly connections: () => number;
  /** Most requests that were under way together. */
  readonly mostAtOnce: () => number;
}

/** Ends with the test. */
export async function httpServer(answer: Answer): Promise<HttpServer> {
  const asked: AskedRequest[] = [];
  let underWay = 0;
  let most = 0;
  const server = createServer((request, response) => {
    most = Math.max(most, ++underWay);
    response.on("close", () => underWay--);
    void bodyOf(request).then((body) => {
      const { method = "", url: path = "", headers } = request;
      const one = { method, url: path, headers, body };
      asked.push(one);
      answer(one, response, asked.length - 1);
    });
  });
  const { url, connections } = await listening(server);
  return {
    url,
    asked,
    connections,
    mostAtOnce: () => most,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

/** Sends JSON. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  {
    status = 200,
    headers = {},
  }: { readonly status?: number; readonly headers?: Readonly<Record<string, string | string[]>> } = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof value === "string" ? value : JSON.stringify(value));
}
