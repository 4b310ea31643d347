// A browser as far as the browser host can tell: takes the printed link, keeps the cookie, speaks over a WebSocket.

import { request } from "node:http";
import { WebSocket } from "ws";
import { BridgeError, replyOf, type Transport } from "../../app/bridge/bridge.ts";
import type { EventName } from "../../app/bridge/calls.ts";
import { decode, encode } from "../../app/bridge/codec.ts";

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends the path as it is written: `fetch` would tidy it up, and sets Host itself. */
export function get(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers, method, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    sent.on("error", reject).end();
  });
}

/** The cookie that a link gives. */
export async function cookieOf(link: string): Promise<string> {
  const { port, pathname, search } = new URL(link);
  const { headers } = await get(Number(port), pathname + search);
  return headers["set-cookie"]![0].split(";")[0];
}

/** Null when it was refused, with the status. */
export function upgrade(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = "/bridge",
): Promise<{ readonly socket: WebSocket } | { readonly status: number }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on("open", () => resolve({ socket }));
    socket.on("unexpected-response", (_, response) => {
      resolve({ status: response.statusCode! });
      response.destroy();
    });
    socket.on("error", reject);
  });
}

export interface WebClient extends Transport {
  /** Any call, known or not. */
  ask(name: string, request: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens the link as a page does. `page`: the name the page gives itself. */
export async function openLink(link: string, page?: string): Promise<WebClient> {
  const { port, origin } = new URL(link);
  const headers = { Origin: origin, Cookie: await cookieOf(link) };
  const opened = await upgrade(Number(port), headers, `/bridge${page === undefined ? "" : `?page=${page}`}`);
  if ("status" in opened) throw new Error(`The WebSocket was refused: ${opened.status}.`);
  return overSocket(opened.socket);
}

function overSocket(socket: WebSocket): WebClient {
  const waiting = new Map<number, (answer: unknown) => void>();
  const listeners = new Set<(name: EventName, event: unknown) => void>();
  let lastId = 0;
  socket.on("message", (bytes: Buffer) => {
    const message = decode(bytes) as { id?: number; answer?: unknown; event: EventName; data: unknown };
    if (message.id === undefined) for (const listener of listeners) listener(message.event, message.data);
    else waiting.get(message.id)?.(message.answer);
  });
  const ended = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  void ended.then(() => {
    const failed = { code: "HOST_GONE", message: "The connection is closed." };
    for (const answer of waiting.values()) answer({ failed });
  });
  const ask = async (name: string, request: unknown) => {
    if (socket.readyState !== WebSocket.OPEN)
      throw new BridgeError({ code: "HOST_GONE", message: "The connection is closed." });
    const id = ++lastId;
    const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    socket.send(encode({ id, name, request }));
    return replyOf(await answer);
  };
  return {
    ask,
    send: ask,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      socket.close();
      return ended;
    },
  };
}
