// A secret that a server throws back at us, in every form, is in nothing that Millrace prints, tells or records.

import { chmod, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readWorkflow } from "../../engine/document/read.ts";
import { workspace, type FlowNode } from "../cli/millrace.ts";
import { EngineClient } from "../editor/engine-client.ts";
import { exported, program } from "../export/exported.ts";
import { httpServer, sendJson, type HttpServer } from "../support/http-server.ts";

const NAME = "SHOP_KEY";
const USER = "me";
/** With signs that JSON, addresses and base64 write in ways of their own. */
const VALUE = 's3cr/+t "k&y=';
const FILE = "keys.env";
const FLOW = "shop.millrace.json";

const work = workspace();
const b64 = (text: string) => Buffer.from(text).toString("base64");
const FORMS = [
  VALUE,
  JSON.stringify(VALUE).slice(1, -1),
  JSON.stringify(JSON.stringify(VALUE)).slice(3, -3),
  encodeURIComponent(VALUE),
  encodeURIComponent(VALUE).toLowerCase(),
  new URLSearchParams({ v: VALUE }).toString().slice(2),
  b64(`${USER}:${VALUE}`),
  b64(`${USER}:${VALUE}`).replaceAll("=", ""),
  b64(VALUE),
  Buffer.from(VALUE).toString("base64url"),
  Buffer.from(VALUE).toString("hex"),
];

/** What of the value a text holds: a form of it, or the beginning of one, of which something was cut off. */
const found = (text: string) =>
  [...FORMS, VALUE.slice(0, 7), b64(VALUE).slice(0, 9)].filter((form) => text.includes(form));

/** Gives rows with what it was told, refuses rows with it, and fails at the third page with it. */
function rudeShop({ fails }: { readonly fails: boolean }): Promise<HttpServer> {
  return httpServer(({ url, headers, method }, response) => {
    const said = String(headers.authorization ?? headers["x-key"] ?? "nothing");
    const echo = `${said} | ${FORMS.join(" | ")}`;
    if (method === "POST") return sendJson(response, { error: echo }, { status: 422 });
    const page = Number(new URL(url, "http://x").searchParams.get("page"));
    if (page === 3 && fails) return sendJson(response, echo, { status: 401 });
    const items =
      page > 2
        ? []
        : [
            { id: page, note: echo },
            { id: echo, note: echo },
          ];
    sendJson(response, { items });
  });
}

function nodesOf(server: HttpServer): FlowNode[] {
  const access = { auth: "basic", authUser: USER, secret: NAME };
  return [
    [
      "src",
      "http-json",
      {
        url: `${server.url}/items`,
        rows: "items",
        paging: "page",
        types: { id: "int64", note: "text" },
        retries: 0,
        ...access,
      },
    ],
    [
      "send",
      "http-request",
      { url: `${server.url}/send`, auth: "header", authName: "X-Key", secret: NAME, retries: 0 },
    ],
    ["show", "print-table", {}],
    ["out", "write-csv", { path: "out.csv", columns: ["id"] }],
  ];
}
const WIRES = ["src -> send", "src -> show", "src -> out"];

interface Letter {
  readonly given: { readonly row: Readonly<Record<string, unknown>>; readonly hidden?: readonly string[] };
}

/** All files of the workspace but the one with the secret itself, by name. */
async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== FILE);
  const paths = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/node_modules|chunks/.test(path));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, "latin1")] as const)),
  );
}

function expectHidden(texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) expect([name, ...found(text)]).toEqual([name]);
}

async function prepare(server: HttpServer): Promise<void> {
  await work.flow(FLOW, nodesOf(server), WIRES);
  await work.write(FILE, `# of the shop\n${NAME}='${VALUE}'\n`);
  await chmod(work.path(FILE), 0o600);
}

test("the command: events, tables, errors, the journal and the file of failed rows", async () => {
  await prepare(await rudeShop({ fails: true }));
  const events = await work.millrace(["run", FLOW, "--secrets", FILE, "--journal", "--events", "ndjson"]);
  expect(events.code).toBe(1);
  const left = await filesOf(work.folder);
  expectHidden({ stdout: events.stdout, stderr: events.stderr, ...left });
  const mark = `[secret ${NAME}]`;
  // It was there: in the rows, in what the servers said, and in what is left of the run.
  for (const type of ["row-failed", "printed", "run-done"])
    expect(events.stdout.split("\n").some((line) => line.includes(`"${type}"`) && line.includes(mark))).toBe(
      true,
    );
  expect(events.stderr).toContain(mark);
  const leftWith = Object.entries(left).filter(([, text]) => text.includes(mark));
  expect(leftWith.map(([path]) => path.slice(work.folder.length + 1)).toSorted()).toEqual([
    "out.csv.failed.jsonl.part",
    "out.csv.millrace-journal",
  ]);
  const plain = await work.millrace(["run", FLOW, "--secrets", FILE]);
  expectHidden({ stdout: plain.stdout, stderr: plain.stderr });
  expect(plain.stdout).toContain("[secret");
  const dry = await work.millrace(["run", FLOW, "--secrets", FILE, "--dry-run"]);
  expectHidden({ stdout: dry.stdout, stderr: dry.stderr });
});

test.each(["1234", "customer-key", "null", "fail"])(
  "a value that stands in rows by chance (%s) breaks no line that a machine reads",
  async (value) => {
    const server = await httpServer((_, response) => sendJson(response, { error: "no" }, { status: 422 }));
    const rows = [{ id: 1234, customer: "order-1234", note: "fail", big: "9007199254741234" }];
    await work.flow(
      FLOW,
      [
        ["src", "inline", { rows }],
        ["send", "http-request", { url: server.url, auth: "bearer", secret: NAME, retries: 0 }],
      ],
      ["src -> send"],
    );
    const run = await work.millrace(["run", FLOW, "--events", "ndjson"], { [NAME]: value });
    expect(run.code, run.stderr).toBe(3);
    const events = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly type: string });
    expect(events.at(-1)).toMatchObject({ type: "run-done", summary: { rowsFailed: 1 } });
    const letter = JSON.parse(await work.read("shop.failed.jsonl")) as Letter;
    const clean = Object.fromEntries(
      Object.entries(rows[0]).map(([name, cell]) => [
        name,
        typeof cell === "string" && name !== "big" ? cell.replace(value, `[secret ${NAME}]`) : cell,
      ]),
    );
    const hidden = Object.keys(clean).filter((name) => clean[name] !== rows[0][name as "id"]);
    expect(letter.given.row).toEqual(clean);
    expect(letter.given.hidden).toEqual(hidden.length === 0 ? undefined : hidden);
  },
);

test("the engine of the editor: everything that it tells", async () => {
  const server = await rudeShop({ fails: true });
  await prepare(server);
  const { document } = readWorkflow(await work.read(FLOW));
  const engine = new EngineClient({ [NAME]: VALUE });
  try {
    const path = work.path(FLOW);
    await engine.call("session.open", { session: "s", folder: work.folder, path, allowed: [work.folder] });
    await engine.call("run.start", { session: "s", document: document!, dryRun: false });
    await engine.until(({ event, value }) =>
      event === "run.event" && value.event.type === "run-done" ? true : undefined,
    );
    const heard = JSON.stringify(engine.heard);
    expect(found(heard)).toEqual([]);
    expect(heard).toContain(`[secret ${NAME}]`);
  } finally {
    await engine.close();
  }
});

test("an exported program: its files, its log and what it leaves", async () => {
  await prepare(await rudeShop({ fails: false }));
  const folder = await exported(work, FLOW, "program", ["--secrets", FILE]);
  const files = await filesOf(folder);
  expectHidden(files);
  expect(files[join(folder, "selftest/data/answers.json")]).toContain(`[secret ${NAME}]`);
  const selftest = await program(folder, ["--selftest"]);
  expect(selftest.code, selftest.stderr).toBe(0);
  const run = await program(folder, ["--output", work.path("made.csv"), "--events", "ndjson"], {
    [NAME]: VALUE,
  });
  expect(run.code, run.stderr).toBe(3);
  expectHidden({ stdout: run.stdout, stderr: run.stderr, ...(await filesOf(work.folder)) });
  expect(run.stdout).toContain(`[secret ${NAME}]`);
});
