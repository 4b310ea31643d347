// A network without one: answers as told, and opens no connection.

import type { HttpRequest, Network } from "../../engine/sdk/services.ts";

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json: unknown;
}

export function fakeNetwork(answer: (request: HttpRequest) => FakeAnswer): Network {
  return {
    async send(request) {
      request.signal.throwIfAborted();
      const { status = 200, headers = {}, json } = answer(request);
      async function* pieces() {
        yield new TextEncoder().encode(JSON.stringify(json));
      }
      return { status, headers, pieces: pieces(), end: () => {}, url: request.url };
    },
  };
}
