// The command with kinds that reach other machines, with secrets, and with files that follow each other: what it refuses and what it keeps.

import { chmod } from "node:fs/promises";
import type { ChildProcess } from "node:child_process";
import { expect, test } from "vitest";
import { httpServer, sendJson } from "../support/http-server.ts";
import { startWith } from "../kills/start.ts";
import { ended, workspace, type FlowNode } from "./millrace.ts";

const work = workspace();
const FLOW = "web.millrace.json";
const items = (url: string, more = {}): FlowNode => [
  "src",
  "http-json",
  { url, types: { id: "float64" }, retries: 0, ...more },
];
const send = (url: string, more = {}): FlowNode => ["send", "http-request", { url, retries: 0, ...more }];
const rows: FlowNode = ["rows", "inline", { rows: [{ id: 1 }, { id: 2 }] }];
const table: FlowNode = ["show", "print-table", {}];

test("--offline refuses both kinds, and nobody is asked", async () => {
  const server = await httpServer((_, response) => sendJson(response, [{ id: 1 }]));
  for (const [nodes, wire] of [
    [[items(server.url), table], "src -> show"],
    [[items(server.url, { look: true, types: {} }), table], "src -> show"],
    [[rows, send(server.url)], "rows -> send"],
  ] as const) {
    await work.flow(FLOW, nodes, [wire]);
    const { code, stderr } = await work.millrace(["run", FLOW, "--offline"]);
    expect(code).toBe(2);
    expect(stderr).toContain("HTTP_OFFLINE");
    expect(stderr).toContain("Leave --offline");
  }
  expect(server.connections()).toBe(0);
});

test("a dry run prints what would be sent, and opens no connection", async () => {
  const server = await httpServer((_, response) => sendJson(response, {}));
  await work.flow(FLOW, [rows, send(`${server.url}/in/{id}`)], ["rows -> send"]);
  const { code, stdout } = await work.millrace(["run", FLOW, "--dry-run"]);
  expect(code).toBe(0);
  expect(stdout).toContain(`would send 2 rows by POST to ${server.url}/in/{id}`);
  expect(stdout).toContain(`  POST ${server.url}/in/1  content-type: application/json  {"id":1}`);
  expect(server.connections()).toBe(0);
});

test.each([
  ["one by one", {}],
  ["several together", { batchRows: 7 }],
])(
  "requests alone have a journal: what a run that goes on sends again has the same key, %s",
  async (_, more) => {
    const server = await httpServer((_request, response) => sendJson(response, {}));
    await work.write("many.csv", `id\n${Array.from({ length: 200 }, (_row, i) => `${i}\n`).join("")}`);
    const many: FlowNode = ["rows", "csv", { path: "many.csv", batchRows: 5 }];
    await work.flow(FLOW, [many, send(server.url, { concurrency: 2, ...more })], ["rows -> send"]);
    const keyOf = new Map<string, unknown>();
    // Before its first checkpoint: the name of the run, from which the keys follow, is all that is kept.
    const killed = await ended(startWith(work, ["run", FLOW, "--journal"], { KILL_AT: "40" }));
    expect(killed.code, killed.stderr).toBe("SIGKILL");
    expect(await work.names()).toContain("web.millrace-journal");
    const before = server.asked.length;
    expect(before).toBeGreaterThan(0);
    for (const { body, headers } of server.asked) keyOf.set(body, headers["idempotency-key"]);
    const resumed = await work.millrace(["run", FLOW, "--resume"]);
    expect(resumed.code, resumed.stderr).toBe(0);
    const again = server.asked.slice(before).filter(({ body }) => keyOf.has(body));
    expect(again.length).toBeGreaterThan(0);
    for (const { body, headers } of again) expect(headers["idempotency-key"], body).toBe(keyOf.get(body));
    const sent = server.asked.flatMap(({ body }) => JSON.parse(body) as { id: number } | { id: number }[]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(200);
    expect(await work.names()).not.toContain("web.millrace-journal");
  },
);

test("a check asks nobody, also where a look at the first page is allowed", async () => {
  const server = await httpServer((_, response) => sendJson(response, [{ id: 1 }]));
  await work.flow(FLOW, [items(server.url, { look: true, types: {} }), table], ["src -> show"]);
  const { code, stderr, stdout } = await work.millrace(["validate", FLOW]);
  expect(code).toBe(0);
  expect(stderr + stdout).toContain("HTTP_NOT_LOOKED");
  expect(stdout).toContain("src.out: columns that are not known yet\n");
  expect(server.connections()).toBe(0);
  const run = await work.millrace(["run", FLOW]);
  expect(run.code).toBe(0);
});

test.each<[FlowNode, string]>([
  [send("http://127.0.0.1:9/", { auth: "bearer", secret: "GONE_KEY" }), "params.secret"],
  [
    [
      "send",
      "write-table",
      {
        system: "postgresql",
        host: "127.0.0.1",
        port: 9,
        database: "d",
        user: "u",
        password: "GONE_KEY",
        table: "t",
      },
    ],
    "params.password",
  ],
])(
  "a secret that is not there: a check warns of it, and a run ends before anything is asked",
  async (node, path) => {
    await work.flow(FLOW, [rows, node], ["rows -> send"]);
    for (const args of [
      ["validate", FLOW],
      ["run", FLOW],
    ]) {
      const { code, stderr } = await work.millrace(args);
      expect(code).toBe(args[0] === "run" ? 2 : 0);
      expect(stderr).toContain(`SECRET_MISSING  ${FLOW}, node send, ${path}`);
      expect(stderr).toContain("--secrets FILE");
    }
    expect((await work.millrace(["validate", FLOW], { GONE_KEY: "1" })).stderr).not.toContain(
      "SECRET_MISSING",
    );
  },
);

test("a file with secrets that others can read is refused before anything else, with the command that mends it", async () => {
  await work.flow(FLOW, [rows, table], ["rows -> show"]);
  await work.write("keys.env", "A=1234\n");
  await chmod(work.path("keys.env"), 0o644);
  const refused = await work.millrace(["run", FLOW, "--secrets", "keys.env"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("SECRETS_FILE_OPEN");
  expect(refused.stderr).toContain("chmod 600 keys.env");
  await chmod(work.path("keys.env"), 0o600);
  expect((await work.millrace(["run", FLOW, "--secrets", "keys.env"])).code).toBe(0);
  expect((await work.millrace(["run", FLOW, "--secrets", "none.env"])).stderr).toContain("FILE_MISSING");
});

test("a run that goes on from its journal sends again with the key that it had, and adds each row to a file once", async () => {
  let child: ChildProcess | null = null;
  const keys = new Map<string, Set<unknown>>();
  const server = await httpServer(({ body, headers }, response, i) => {
    keys.set(body, (keys.get(body) ?? new Set()).add(headers["idempotency-key"]));
    if (i === 3) child!.kill("SIGKILL");
    else sendJson(response, {});
  });
  await work.write("in.csv", "id\n1\n2\n3\n4\n5\n6\n");
  const source: FlowNode = ["rows", "csv", { path: "in.csv", batchRows: 1 }];
  const nodes = [
    source,
    send(server.url, { concurrency: 1 }),
    ["out", "write-csv", { path: "kept.csv", existing: "append" }] as FlowNode,
  ];
  await work.flow(FLOW, nodes, ["rows -> send", "rows -> out"]);
  await work.write("kept.csv", "id\n0\n");
  const env = { MILLRACE_CHECKPOINT_MS: "0" };
  child = work.start(["run", FLOW, "--journal"], env);
  expect((await ended(child as Parameters<typeof ended>[0])).code).toBe("SIGKILL");
  expect((await work.millrace(["run", FLOW, "--resume"], env)).code).toBe(0);
  expect(await work.read("kept.csv")).toBe("id\n0\n1\n2\n3\n4\n5\n6\n");
  expect([...keys.keys()].toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((id) => `{"id":${id}}`));
  expect([...keys.values()].map((own) => own.size)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(server.asked.length).toBeGreaterThan(6);
  const again = await work.millrace(["run", FLOW]);
  expect(again.code).toBe(0);
  // Another run is another thing to do.
  expect([...keys.values()].map((own) => own.size)).toEqual([2, 2, 2, 2, 2, 2]);
});

test.each([
  [{ path: "out-{n}.csv", rollMegabytes: 1 }, ["--journal"], "JOURNAL_UNKEPT"],
  [{ path: "out-{n}.csv", rollMegabytes: 1 }, ["--partition", "1/2"], "PARTITION_OUTPUT"],
  [{ path: "out.csv", existing: "append" }, ["--partition", "1/2"], "PARTITION_OUTPUT"],
  [{ path: "out.csv", existing: "append" }, ["--journal"], "JOURNAL_UNKEPT"],
])("what cannot hold is refused: %j with %j", async (params, flags, code) => {
  // A source that cannot say where it is: such a run is computed again from its beginning.
  const source: FlowNode = ["rows", "generate", { rows: 5 }];
  await work.flow(FLOW, [source, ["out", "write-csv", params]], ["rows -> out"]);
  const run = await work.millrace(["run", FLOW, ...flags]);
  expect(run.stderr).toContain(code);
  expect(run.code).toBe(2);
  expect((await work.names()).filter((name) => name.startsWith("out"))).toEqual([]);
});
