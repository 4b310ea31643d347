// A server on this machine that misbehaves as told: one script for each answer, the last for all that follow.

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listening } from "./listening.ts";

export interface Asked {
  readonly url: string;
  readonly range: string | null;
  readonly ifRange: string | null;
  readonly authorization: string | null;
}

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

export interface RudeServer {
  readonly url: string;
  /** What it was asked, in order. */
  readonly asked: readonly Asked[];
  /** Sockets that were opened to it. */
  readonly connections: () => number;
  /** From now on the answers are these. */
  answerWith(...answers: readonly Answering[]): void;
}

export async function rudeServer(...first: readonly Answering[]): Promise<RudeServer> {
  let answers = [...first];
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { range, authorization, "if-range": ifRange } = request.headers;
    asked.push({
      url: request.url ?? "",
      range: range ?? null,
      ifRange: typeof ifRange === "string" ? ifRange : null,
      authorization: authorization ?? null,
    });
    const answer = answers.length > 1 ? answers.shift()! : answers[0];
    answer(request, response);
  });
  const { url, connections } = await listening(server);
  return {
    url,
    asked,
    connections,
    answerWith: (...next) => (answers = [...next]),
  };
}

const tagOf = (bytes: Buffer) => `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;

/** As a good server does: whole, or the part that was asked for while the file is still that. */
export function file(bytes: Buffer, headers: Readonly<Record<string, string>> = {}): Answering {
  return (request, response) => {
    const { start, isRest } = restOf(request, bytes);
    const rest = bytes.subarray(start);
    response.writeHead(isRest ? 206 : 200, {
      "content-length": rest.length,
      etag: tagOf(bytes),
      ...(isRest && { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
      ...headers,
    });
    response.end(rest);
  };
}

/** Breaks the connection after so many bytes of the answer. */
export function broken(bytes: Buffer, after: number): Answering {
  return (request, response) => {
    const { start, isRest } = restOf(request, bytes);
    const rest = bytes.subarray(start);
    response.writeHead(isRest ? 206 : 200, {
      "content-length": rest.length,
      etag: tagOf(bytes),
      ...(isRest && { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    });
    response.write(rest.subarray(0, after), () => response.socket?.destroy());
  };
}

/** Sends so many bytes and then nothing more, while it keeps the connection. */
export function stalled(bytes: Buffer, after: number): Answering {
  return (_request, response) => {
    response.writeHead(200, { "content-length": bytes.length, etag: tagOf(bytes) });
    response.write(bytes.subarray(0, after));
  };
}

/** Always whole, whatever part is asked for. */
export function whole(bytes: Buffer, headers: Readonly<Record<string, string | number>> = {}): Answering {
  return (_request, response) => {
    response.writeHead(200, { "content-length": bytes.length, etag: tagOf(bytes), ...headers });
    response.end(bytes);
  };
}

/** A length in the head that is not that of the body. */
export function lyingLength(bytes: Buffer, said: number): Answering {
  return (_request, response) => {
    const socket = response.socket!;
    socket.end(
      Buffer.concat([
        Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${said}\r\netag: ${tagOf(bytes)}\r\n\r\n`),
        bytes,
      ]),
    );
  };
}

/** In pieces, without a length. */
export function chunked(bytes: Buffer): Answering {
  return (_request, response) => {
    response.writeHead(200);
    response.end(bytes);
  };
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}, body = ""): Answering {
  return (_request, response) => {
    response.writeHead(code, headers);
    response.end(body);
  };
}

/** By the path that is asked for. */
export function routes(table: Readonly<Record<string, Answering>>): Answering {
  return (request, response) => {
    const path = decodeURIComponent((request.url ?? "").split("?")[0]);
    (table[path] ?? status(404))(request, response);
  };
}

export function json(value: unknown): Answering {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
}

function restOf(request: IncomingMessage, bytes: Buffer): { start: number; isRest: boolean } {
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
  const mark = request.headers["if-range"];
  const isSame = mark === undefined || mark === tagOf(bytes);
  const isRest = from !== undefined && isSame && Number(from) < bytes.length;
  return { start: isRest ? Number(from) : 0, isRest };
}
