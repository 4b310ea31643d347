// Reaches a host over a WebSocket that carries bytes. A connection that breaks is opened again; calls under way fail.

import { BridgeError, replyOf, type Transport } from "../../bridge/bridge.ts";
import type { CallName, EventName } from "../../bridge/calls.ts";
import { decode, encode } from "../../bridge/codec.ts";
import { hostText as text } from "../strings/host.ts";

/** Messages: `{ id, name, request }` there; `{ id, answer }` and `{ event, data }` back. */
interface FromHost {
  readonly id?: number;
  readonly answer?: unknown;
  readonly event?: EventName;
  readonly data?: unknown;
}

interface Pending {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5000;

export interface WebTransport extends Transport {
  /** Tells whether the connection stands. */
  onState(listener: (connected: boolean) => void): () => void;
}

export function webTransport(url: string): WebTransport {
  const pending = new Map<number, Pending>();
  const listeners = new Set<(name: EventName, event: unknown) => void>();
  const states = new Set<(connected: boolean) => void>();
  let ids = 0;
  let socket: WebSocket | null = null;
  let queue: Uint8Array[] = [];
  let retryMs = FIRST_RETRY_MS;

  const connect = () => {
    socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      retryMs = FIRST_RETRY_MS;
      for (const message of queue) socket!.send(message as Uint8Array<ArrayBuffer>);
      queue = [];
      for (const tell of states) tell(true);
    };
    socket.onmessage = ({ data }) => receive(decode(new Uint8Array(data as ArrayBuffer)) as FromHost);
    socket.onclose = () => {
      for (const { reject } of pending.values()) reject(gone());
      pending.clear();
      queue = [];
      for (const tell of states) tell(false);
      setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    };
  };
  const receive = ({ id, answer, event, data }: FromHost) => {
    if (event) {
      for (const listener of listeners) listener(event, data);
      return;
    }
    const call = pending.get(id!);
    pending.delete(id!);
    try {
      call?.resolve(replyOf(answer));
    } catch (thrown) {
      call?.reject(thrown as Error);
    }
  };
  connect();
  return {
    send(name: CallName, request: unknown) {
      return new Promise((resolve, reject) => {
        const id = ++ids;
        pending.set(id, { resolve, reject });
        const message = encode({ id, name, request });
        if (socket?.readyState === WebSocket.OPEN) socket.send(message as Uint8Array<ArrayBuffer>);
        else queue.push(message);
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onState(listener) {
      states.add(listener);
      return () => void states.delete(listener);
    },
  };
}

function gone(): BridgeError {
  return new BridgeError({
    code: "HOST_GONE",
    message: text.gone,
    hint: text.goneHint,
  });
}
