// What is said where somebody answers, and it is not HTTP?

import { expect, test } from "vitest";
import { plainServer } from "../../tests/support/plain-server.ts";
import { openNetwork } from "./network.ts";

function ask(url: string) {
  const { signal } = new AbortController();
  return openNetwork().send({ method: "GET", url, headers: {}, timeoutMs: 10_000, signal });
}

/** A server of TLS that is asked in the clear: an alert, "unexpected message". */
const TLS_ALERT = Uint8Array.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0a);

test.each([
  ["http", "a server of mail", "220 mail.example ESMTP\r\n", /HTTP/],
  ["http", "a server of TLS", TLS_ALERT, /HTTP/],
  ["http", "headers without an end", `HTTP/1.1 200 OK\r\nA: ${"a".repeat(100_000)}\r\n\r\n`, /Overflow/],
  ["https", "a server of http", "HTTP/1.1 400 Bad Request\r\n\r\n", /^it does not answer as https does$/],
])(
  "asked by %s, %s has answered: it is not the network that is to be checked",
  async (by, _, answer, got) => {
    const port = await plainServer(answer);
    await expect(ask(`${by}://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: "HTTP_NOT_HTTP",
      message: `127.0.0.1:${port} answers, but not as ${by} does.`,
      details: {
        got: expect.stringMatching(got) as string,
        hint: expect.stringMatching(/port in the address.* begins with https?:/) as string,
      },
    });
  },
);

test("a server that speaks first, and closes, has not been reached by HTTP either", async () => {
  const port = await plainServer("SSH-2.0-OpenSSH_9.2\r\n", { first: true });
  await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: "HTTP_NOT_HTTP" });
});
