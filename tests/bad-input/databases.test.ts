// Databases that cannot be reached, entered or written: code, place, next step, and no password anywhere.

import { createServer, type AddressInfo, type Server } from "node:net";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { workspace, type FlowNode } from "../cli/millrace.ts";
import { postgresForTests } from "../support/postgres.ts";
import { sqliteOf } from "../support/make-sqlite.ts";

const work = workspace();
const server = postgresForTests();
const QUERY = { query: "SELECT n FROM numbers ORDER BY n" };

beforeAll(async () => {
  await work.write("rows.csv", `id,word\n${Array.from({ length: 5000 }, (_, i) => `${i},w${i}\n`).join("")}`);
  await work.write("data.db", sqliteOf("CREATE TABLE numbers (n INTEGER)", "INSERT INTO numbers VALUES (1)"));
  if (server.reason() !== null) return;
  await server.sql("CREATE TABLE numbers AS SELECT n FROM generate_series(1, 50000) AS n");
});

async function run(
  nodes: readonly FlowNode[],
  wires: readonly string[],
  more: readonly string[] = [],
  env = {},
) {
  await work.flow("flow.millrace.json", nodes, wires);
  const end = await work.millrace(["run", "flow.millrace.json", ...more], {
    ...server.environment(),
    ...env,
  });
  for (const text of [end.stdout, end.stderr]) expect(text).not.toContain(server.secret);
  return end;
}

const read = (params: object, env = {}) =>
  run(
    [
      ["rows", "database", { ...server.place, ...QUERY, ...params }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> out"],
    [],
    env,
  );

test.each([
  [
    "a wrong password",
    {},
    { PG_SECRET: "wrong 'word" },
    "DATABASE_LOGIN",
    "params.user",
    "Check user and secret",
  ],
  ["no password", { password: "" }, {}, "DATABASE_LOGIN", "params.password", "Name the secret"],
  [
    "a secret that is not there",
    { password: "PG_SECERT" },
    {},
    "SECRET_MISSING",
    "params.password",
    "PG_SECERT=…",
  ],
  ["no such user", { user: "nobody" }, {}, "DATABASE_LOGIN", "params.user", "Check user and secret"],
  [
    "no such host",
    { host: "no-such-host.invalid" },
    {},
    "DATABASE_UNREACHABLE",
    "params.host",
    "host and port",
  ],
  ["nobody at that port", { port: 1 }, {}, "DATABASE_UNREACHABLE", "params.port", "host and port"],
  ["no encryption", { ssl: "verify" }, {}, "DATABASE_UNREACHABLE", "params.ssl", "Encryption"],
  [
    "no such table",
    { query: "SELECT * FROM numbrs" },
    {},
    "SQL_INVALID",
    "params.query",
    'Did you mean "numbers"?',
  ],
])("%s", async (_, params, env, code, path, hint) => {
  const { code: exit, stderr } = await read(params, env);
  expect(exit, stderr).toBe(2);
  expect(stderr).toContain(`error ${code}  flow.millrace.json, node rows`);
  expect(stderr).toContain(path);
  expect(stderr).toContain(hint);
  expect(stderr).not.toContain("wrong 'word");
});

test("no such database: the one that was probably meant is named", async () => {
  const { stderr } = await read({ database: `${server.place.database}x` });
  expect(stderr).toContain("error DATABASE_MISSING");
  expect(stderr).toContain(`Did you mean "${server.place.database}"?`);
});

test("a server that hangs is not waited for longer than it may", async () => {
  const silent: Server = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = silent.address() as AddressInfo;
    const { code, stderr } = await read({ port, timeoutSeconds: 1 });
    expect(code).toBe(2);
    expect(stderr).toContain("error DATABASE_TIMEOUT");
  } finally {
    silent.close();
  }
});

test("a server that ends in the midst of writing: what it had taken stays, and the run goes on with its journal", async () => {
  await server.sql("CREATE TABLE written (id BIGINT, word TEXT)");
  // The server ends the connection by itself, when so many rows are there.
  await server.sql(`CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT count(*) FROM written) BETWEEN 1000 AND 4000 AND NOT EXISTS (SELECT FROM pg_class WHERE relname = 'mended')
    THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END $$`);
  await server.sql("CREATE TRIGGER leave AFTER INSERT ON written EXECUTE FUNCTION leave()");
  const nodes: FlowNode[] = [
    ["rows", "csv", { path: "rows.csv", types: { id: "int64" } }],
    ["out", "write-table", { ...server.place, table: "written", batchRows: 500 }],
  ];
  const first = await run(nodes, ["rows -> out"], ["--journal"]);
  expect(first.code, first.stderr).toBe(1);
  expect(first.stderr).toContain("DATABASE_LOST");
  expect(first.stderr).toContain("--resume");
  expect(Number((await server.sql("SELECT count(*) FROM written"))[0][0])).toBeLessThan(5000);
  await server.sql("CREATE TABLE mended ()");
  const second = await run(nodes, ["rows -> out"], ["--resume"]);
  expect(second.code, second.stderr).toBe(0);
  expect(await server.sql("SELECT count(*), count(DISTINCT id) FROM written")).toEqual([["5000", "5000"]]);
});

test("what a source gives has changed since the run began: refused, and the table stays as it was", async () => {
  await server.sql("CREATE TABLE source AS SELECT n FROM generate_series(1, 30000) AS n");
  const nodes: FlowNode[] = [
    [
      "rows",
      "database",
      {
        ...server.place,
        query: "SELECT n, 1 / (CASE WHEN n = 29000 THEN 0 ELSE 1 END) AS one FROM source",
        batchRows: 500,
      },
    ],
    ["out", "write-table", { ...server.place, table: "copied", batchRows: 500 }],
  ];
  const first = await run(nodes, ["rows -> out"], ["--journal"]);
  expect(first.stderr).toContain("SQL_FAILED");
  await server.sql("DELETE FROM source WHERE n = 7 OR n = 29000");
  const written = await server.sql("SELECT * FROM copied ORDER BY n");
  expect(written.length).toBeGreaterThan(100);
  const { code, stderr } = await run(nodes, ["rows -> out"], ["--resume"]);
  expect(code).toBe(1);
  expect(stderr).toContain("REPLAY_DIFFERS");
  expect(await server.sql("SELECT * FROM copied ORDER BY n")).toEqual(written);
});

test("two runs into one table of a server: the second is refused, with who has it", async () => {
  await server.sql("DROP TABLE IF EXISTS shared");
  await server.sql("CREATE TABLE shared (id BIGINT, word TEXT)");
  const nodes: FlowNode[] = [
    ["rows", "csv", { path: "rows.csv" }],
    ["one", "write-table", { ...server.place, table: "shared" }],
    ["two", "write-table", { ...server.place, table: "shared" }],
  ];
  const { code, stderr } = await run(nodes, ["rows -> one", "rows -> two"]);
  expect(code).toBe(1);
  expect(stderr).toContain("TABLE_IN_USE");
  expect(stderr).toContain("127.0.0.1");
});

test("a dry run asks no server, and makes no file", async () => {
  const nodes: FlowNode[] = [
    ["rows", "csv", { path: "rows.csv" }],
    [
      "far",
      "write-table",
      {
        system: "postgresql",
        host: "203.0.113.1",
        database: "d",
        user: "u",
        password: "NOT_SET",
        table: "t",
      },
    ],
    ["near", "write-table", { path: "new.db", table: "t" }],
  ];
  const before = await work.names();
  const { code, stdout } = await run(nodes, ["rows -> far", "rows -> near"], ["--dry-run"]);
  expect(code).toBe(0);
  expect(stdout).toContain("would insert 5,000 rows into t in d on 203.0.113.1:5432");
  expect(stdout).toContain("would insert 5,000 rows into t in new.db");
  expect(await work.names()).toEqual(before);
});

test("a password is in no event, and in no file of an exported program", async () => {
  const nodes: FlowNode[] = [
    ["rows", "database", { ...server.place, ...QUERY }],
    ["out", "write-table", { ...server.place, table: "again", mode: "replace" }],
  ];
  const { code, stdout } = await run(nodes, ["rows -> out"], ["--events", "ndjson"]);
  expect(code).toBe(0);
  expect(stdout).toContain("run-done");
  const args = ["export", "flow.millrace.json", "-o", "program"];
  const exported = await work.millrace(args, server.environment());
  expect(exported.code, exported.stderr).toBe(0);
  for (const text of await textsBelow(work.path("program"))) expect(text).not.toContain(server.secret);
  expect(await work.read("program/.env.example")).toContain("PG_SECRET=");
});

test("the summary says which table of which database got the rows", async () => {
  const nodes: FlowNode[] = [
    ["rows", "csv", { path: "rows.csv" }],
    ["out", "write-table", { path: "told.db", table: "orders" }],
  ];
  const { stderr } = await run(nodes, ["rows -> out"]);
  expect(stderr).toContain("out, orders in told.db: 5,000 rows");
});

test("a file that is read-only in its bits is told before any row is read", async ({ skip }) => {
  skip(process.getuid?.() === 0, "root may write whatever its bits say");
  await writeFile(work.path("closed.db"), "", { mode: 0o444 });
  const { stderr } = await run(
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["out", "write-table", { path: "closed.db", table: "t" }],
    ],
    ["rows -> out"],
  );
  expect(stderr).toContain("FILE_DENIED");
});

describe("what a workflow names is not reached", () => {
  /** A stranger's server: it wants the password in clear text, and keeps what it was told. */
  async function stranger(): Promise<{ port: number; told: () => string; close(): void }> {
    let told = "";
    const fake = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", (bytes: Buffer) => {
        told += bytes.toString("latin1");
        const isForTls = bytes.length === 8 && bytes.readInt32BE(4) === 80_877_103;
        socket.write(isForTls ? "N" : Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      });
    });
    await new Promise<void>((resolve) => fake.listen(0, "0.0.0.0", resolve));
    return { port: (fake.address() as AddressInfo).port, told: () => told, close: () => void fake.close() };
  }
  const place = { host: "127.0.0.1", database: "d", user: "u", password: "PG_SECRET", timeoutSeconds: 5 };
  const flow = (params: object) =>
    work.flow(
      "flow.millrace.json",
      [
        ["rows", "database", { ...place, query: "SELECT 1 AS n", ...params }],
        ["out", "write-csv", { path: "out.csv" }],
      ],
      ["rows -> out"],
    );

  test.each([[["validate"]], [["validate", "--fix"]], [["validate", "--offline"]], [["run", "--offline"]]])(
    "%j connects to nobody",
    async ([command, ...flags]) => {
      const { port, told, close } = await stranger();
      try {
        await flow({ port });
        const env = { PG_SECRET: server.secret };
        const { code, stdout, stderr } = await work.millrace([command, "flow.millrace.json", ...flags], env);
        expect(told()).toBe("");
        expect(code, stderr).toBe(command === "run" ? 2 : 0);
        const isRun = command === "run";
        expect(stdout + stderr).toContain(isRun ? "DATABASE_OFFLINE" : "DATABASE_NOT_LOOKED");
      } finally {
        close();
      }
    },
  );

  test("write-table is refused as well before it has read anything", async () => {
    await work.flow(
      "flow.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv" }],
        ["out", "write-table", { ...server.place, table: "offline" }],
      ],
      ["rows -> out"],
    );
    const args = ["run", "flow.millrace.json", "--offline"];
    const { code, stderr } = await work.millrace(args, server.environment());
    expect(code).toBe(1);
    expect(stderr).toContain("DATABASE_OFFLINE");
    expect(await server.sql("SELECT to_regclass('offline')")).toEqual([[null]]);
  });

  test("a secret that is not there is said by a check, and does not keep from a dry run", async () => {
    await work.flow(
      "flow.millrace.json",
      [
        ["rows", "csv", { path: "rows.csv" }],
        ["out", "write-table", { ...server.place, password: "NOT_SET", table: "t" }],
      ],
      ["rows -> out"],
    );
    const { code, stderr } = await work.millrace(["validate", "flow.millrace.json"]);
    expect(code).toBe(0);
    expect(stderr).toContain("warning SECRET_MISSING");
    expect((await work.millrace(["run", "flow.millrace.json", "--dry-run"])).code).toBe(0);
  });

  test("a check that may ask does, and knows the columns", async () => {
    await flow({ ...server.place });
    const args = ["validate", "flow.millrace.json", "--ask", "--json"];
    const { code, stdout } = await work.millrace(args, server.environment());
    expect(code).toBe(0);
    expect(stdout).toContain('"n"');
    expect(stdout).not.toContain("DATABASE_NOT_LOOKED");
  });

  test("a password goes to no other machine in clear text", async () => {
    const { port, told, close } = await stranger();
    try {
      // All addresses of this machine, none of which it takes for its own.
      await flow({ host: "0.0.0.0", port });
      const { code, stderr } = await work.millrace(["run", "flow.millrace.json"], {
        PG_SECRET: server.secret,
      });
      expect(code).toBe(2);
      expect(stderr).toContain("DATABASE_UNREACHABLE");
      expect(stderr).toContain("params.ssl");
      expect(told()).not.toContain(server.secret);
    } finally {
      close();
    }
  });
});

async function textsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1")));
}
