// A connection to PostgreSQL whose run is cancelled before it is there: nothing is asked of the server any more.

import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../engine/host/clock.ts";
import { lazyNetwork } from "../../../engine/host/lazy-network.ts";
import { postgresForTests } from "../../../tests/support/postgres.ts";
import { PostgresSession } from "./postgres-session.ts";

const server = postgresForTests();

/** A port that leads to the server; it is told what goes there before that does. */
async function relay(told: (said: Buffer) => void): Promise<number> {
  const sockets: Socket[] = [];
  const door = createServer((near) => {
    const far = connect(server.place.port, server.place.host);
    for (const socket of [near, far]) sockets.push(socket.on("error", () => {}));
    near.on("data", (said) => told(said));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        door.close(() => resolve());
      }),
  );
  return (door.address() as AddressInfo).port;
}

test.each(["SCRAM-SHA-256", "pg_backend_pid"])("cancelled while it says %s", async (word) => {
  const controller = new AbortController();
  const port = await relay((said) => {
    if (said.includes(word)) controller.abort();
  });
  const place = { ...server.place, port, ssl: "off", timeoutSeconds: 60 } as const;
  const host = { secrets: server.secrets, clock: systemClock, network: lazyNetwork() };
  const opening = PostgresSession.open(place, host, controller.signal);
  await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  const open = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'millrace'";
  await expect.poll(() => server.sql(open)).toEqual([["0"]]);
});
