// One PostgreSQL server for all test files, started when the first of them asks for it, and stopped at the end.

import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { startPostgres, type StartedPostgres } from "../support/start-postgres.ts";

/** Test files ask at this port of this machine; they get one line of JSON. */
export default async function setup(): Promise<() => Promise<void>> {
  let starting: Promise<StartedPostgres | string> | null = null;
  const door: Server = createServer((socket) => {
    socket.on("error", () => {});
    starting ??= startPostgres();
    void starting.then((started) =>
      socket.end(
        JSON.stringify(
          typeof started === "string" ? { reason: started } : { port: started.port, ...started.login },
        ),
      ),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  process.env.MILLRACE_TEST_POSTGRES = String((door.address() as AddressInfo).port);
  return async () => {
    door.close();
    const started = await starting;
    if (started && typeof started !== "string") await started.stop();
  };
}
