// A database of its own for a test file, on the one server of all tests.

import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** What a node is set to so that it finds the database. */
export interface PostgresPlace {
  readonly system: "postgresql";
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Name of the secret. */
  readonly password: string;
}

export interface PostgresForTests {
  readonly place: PostgresPlace;
  /** What the secret of that name holds. */
  readonly secret: string;
  readonly secrets: { get(name: string): Promise<string | null> };
  /** Rows as arrays of texts. */
  sql(text: string): Promise<string[][]>;
  /** The secret for a process that is started. */
  environment(): NodeJS.ProcessEnv;
  /** Why there is no server; null where one is. */
  reason(): string | null;
}

/** What is known once the server has answered. */
type Mutable = { -readonly [K in keyof PostgresForTests]: PostgresForTests[K] };

/** Every test of the file is skipped, with the reason, where no server is; unless only some of them need one. */
export function postgresForTests({ skips = true } = {}): PostgresForTests {
  const database = `test_${randomUUID().replaceAll("-", "")}`;
  let reason: string | null = null;
  let own: pg.Client;
  const all: Mutable = {
    place: { system: "postgresql", host: "127.0.0.1", port: 0, database, user: "", password: "PG_SECRET" },
    secret: "",
    secrets: { get: async (name: string) => (name === "PG_SECRET" ? all.secret : null) },
    environment: () => ({ PG_SECRET: all.secret }),
    reason: () => reason,
    async sql(text: string) {
      const types = { getTypeParser: () => (value: unknown) => value as string };
      const { rows } = await own.query<string[]>({ text, rowMode: "array", types } as never);
      return rows;
    },
  };
  const connected = async (name: string) => {
    const { host, port, user } = all.place;
    const client = new pg.Client({ host, port, user, password: all.secret, database: name });
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  beforeAll(async () => {
    const told = JSON.parse(await ask(Number(process.env.MILLRACE_TEST_POSTGRES))) as {
      readonly reason?: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
    };
    reason = told.reason ?? null;
    if (reason !== null) return;
    Object.assign(all.place, { port: told.port, user: told.user });
    all.secret = told.password;
    const first = await connected("postgres");
    await first.query(`CREATE DATABASE ${database}`);
    await first.end();
    own = await connected(database);
  });
  if (skips) beforeEach(({ skip }) => skip(reason !== null, reason ?? ""));
  afterAll(() => own?.end());
  return all;
}

function ask(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1");
    socket.on("data", (bytes) => (answer += bytes.toString()));
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}
