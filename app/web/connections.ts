// WebSocket connections: each is a window of the host. One that breaks is waited for, so that its page may come back.

import type { IncomingMessage } from "node:http";
import type { RawData, WebSocket } from "ws";
import * as z from "zod/mini";
import { decode, encode } from "../bridge/codec.ts";
import { addressOf } from "./address.ts";
import type { Host } from "../host/host.ts";
import type { HostWindow } from "../host/host-window.ts";
import type { WindowServices } from "../host/options.ts";
import { unknownPage, type PageNames } from "../host/page-names.ts";

/** Codes of RFC 6455: what the other side did wrong. */
const CLOSE_NOT_BYTES = 1003;
const CLOSE_NOT_A_CALL = 1007;

const callShape = z.object({ id: z.number(), name: z.string(), request: z.unknown() });

interface Kept {
  readonly window: HostWindow;
  isConnected: boolean;
}

export class Connections {
  readonly #host: Host;
  readonly #services: WindowServices;
  /** By the name a page gave itself. */
  readonly #kept = new Map<string, Kept>();
  readonly #open = new Set<WebSocket>();

  constructor(host: Host, services: WindowServices) {
    this.#host = host;
    this.#services = services;
  }

  /** `?page=NAME&before=NAME,NAME` says which page it is, and which were in its tab: the same name finds the same window again. */
  accept(socket: WebSocket, request: IncomingMessage): void {
    this.#open.add(socket);
    // Calls may come before the window is found; nothing of them is lost.
    const found = this.#windowOf(pagesOf(request)).then(({ name, window }) => {
      const stop = window.listen((event, data) => socket.send(encode({ event, data })));
      return { name, window, stop };
    });
    socket.on("message", (data, isBinary) => {
      void found.then(({ window }) => this.#hear(socket, window, data, isBinary));
    });
    socket.on("close", () => {
      this.#open.delete(socket);
      void found.then(({ name, window, stop }) => {
        stop();
        this.#kept.set(name, { window, isConnected: false });
        window.leave(() => this.#kept.delete(name));
      });
    });
  }

  close(): void {
    for (const socket of this.#open) socket.terminate();
  }

  async #windowOf(pages: PageNames): Promise<{ window: HostWindow; name: string }> {
    const { page } = pages;
    const kept = this.#kept.get(page);
    // One that is connected has its window to itself.
    if (kept && !kept.isConnected) {
      kept.isConnected = true;
      await kept.window.returned();
      return { window: kept.window, name: page };
    }
    const name = kept ? crypto.randomUUID() : page;
    const window = this.#host.connect(this.#services, pages);
    this.#kept.set(name, { window, isConnected: true });
    return { window, name };
  }

  async #hear(socket: WebSocket, window: HostWindow, data: RawData, isBinary: boolean): Promise<void> {
    if (!isBinary) return socket.close(CLOSE_NOT_BYTES);
    const call = readCall(data);
    if (!call) return socket.close(CLOSE_NOT_A_CALL);
    const answer = await window.call(call.name, call.request);
    socket.send(encode({ id: call.id, answer }));
  }
}

function pagesOf(request: IncomingMessage): PageNames {
  const { query } = addressOf(request);
  const page = query.get("page");
  if (page === null) return unknownPage();
  return { page, before: (query.get("before") ?? "").split(",").filter(Boolean) };
}

function readCall(data: RawData): z.output<typeof callShape> | null {
  try {
    return callShape.parse(decode(data as Buffer));
  } catch {
    return null;
  }
}
