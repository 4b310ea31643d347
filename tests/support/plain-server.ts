// A server that knows no protocol: it says the same bytes to everybody.

import { createServer, type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Its port. It answers the beginning of every connection; `first`: before it is asked anything. */
export async function plainServer(answer: string | Uint8Array, { first = false } = {}): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    if (first) socket.end(answer);
    else socket.once("data", () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
