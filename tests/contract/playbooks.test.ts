// Is every playbook whole? Its files are there, its workflow is valid, and a run gives exactly the expected files.

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import { readWorkflow } from "../../engine/document/read.ts";
import { writeWorkflow } from "../../engine/document/write.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { libraryFiles } from "../../engine/library/files.ts";
import { createModels } from "../../engine/models/models.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import { nodeKinds } from "../../nodes/index.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const templates = join(root, "templates");

/** What `template.json` must say; the gallery shows it. */
const file = { path: z.string(), title: z.string(), licence: z.string(), synthetic: z.boolean() };
const Template = z.strictObject({
  name: z.string(),
  title: z.string(),
  summary: z.string().check(z.regex(/\.$/)),
  workflow: z.string().check(z.regex(/\.millrace\.json$/)),
  synthetic: z.boolean(),
  licence: z.string(),
  data: z.array(z.strictObject(file)).check(z.minLength(1)),
  models: z.array(z.strictObject({ ...file, card: z.string() })),
  expected: z.string(),
  tags: z.array(z.string()),
});

const names = (await readdir(templates, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

test("there is at least one playbook", () => {
  expect(names.length).toBeGreaterThan(0);
});

describe.each(names)("playbook %s", (name) => {
  const folder = join(templates, name);
  const text = (path: string) => readFile(join(folder, path), "utf8");
  const template = async () => Template.parse(JSON.parse(await text("template.json")));
  let copy: string;

  beforeAll(async () => {
    const parent = await mkdtemp(join(tmpdir(), "millrace-playbook-"));
    copy = join(parent, name);
    const results = Object.keys(await contents(join(folder, (await template()).expected)));
    // A user's copy: without what made it, and without what an earlier run here may have left.
    await cp(folder, copy, {
      recursive: true,
      filter: (source) => !["make", "expected", ...results].includes(source.slice(folder.length + 1)),
    });
  });

  afterAll(() => rm(dirname(copy), { recursive: true }));

  test("names itself after its folder and has every file it names", async () => {
    const { name: own, workflow, data, models, expected } = await template();
    expect(own).toBe(name);
    const named = [
      "README.md",
      workflow,
      expected,
      ...data.map(({ path }) => path),
      ...models.flatMap(({ path, card }) => [path, card]),
    ];
    expect(named.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  });

  test("says on every card what the data are, how good the model is, what it cannot do, and the licence", async () => {
    for (const { card, synthetic } of (await template()).models) {
      const words = (await text(card)).toLowerCase();
      for (const word of ["data", "split", "measured", "limits", "licence"]) expect(words).toContain(word);
      if (synthetic) expect(words).toContain("synthetic");
    }
  });

  test("sends nobody to make/ without saying that only the repository has it", async () => {
    const pages = (await readdir(folder)).filter((path) => path.endsWith(".md"));
    for (const page of pages) {
      const paragraphs = (await text(page)).split(/\n\n+/);
      const places = paragraphs.filter((paragraph) => /(^|[\s`/])make\//.test(paragraph));
      for (const paragraph of places) {
        expect(paragraph, page).toMatch(/the\s+repository/);
        expect(paragraph, page).toContain(`templates/${name}/make/`);
      }
    }
  });

  test("has a notice for its data and models among the third-party notices, or is our own", async () => {
    const { data, models, licence } = await template();
    const notice = await readFile(join(root, "THIRD-PARTY.md"), "utf8");
    for (const item of [...data, ...models].filter((entry) => entry.licence !== licence))
      expect(notice).toContain(`templates/${name}/${item.path}`);
  });

  test("has a workflow in its canonical form: saving it changes no byte", async () => {
    const source = await text((await template()).workflow);
    const { document, issues } = readWorkflow(source);
    expect(issues).toEqual([]);
    expect(writeWorkflow(document!)).toBe(source);
  });

  test("has only paths inside its folder", async () => {
    const { document } = readWorkflow(await text((await template()).workflow));
    const paths = document!.nodes.flatMap(({ params }) =>
      ["path", "model", "labelsFile"].flatMap((key) =>
        typeof params[key] === "string" ? [params[key]] : [],
      ),
    );
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect(path).not.toMatch(/^([a-zA-Z]:|[/\\])|\.\.|\\/);
  });

  /** The workflow checked in the copy, some of its params set. */
  async function planned(set: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) {
    const { document: read } = readWorkflow(await text((await template()).workflow));
    const nodes = read!.nodes.map((node) => ({ ...node, params: { ...node.params, ...set[node.id] } }));
    const document = { ...read!, nodes };
    const files = libraryFiles(diskFiles(copy), () => document.models);
    const log = { debug: () => {}, warn: () => {} };
    const models = createModels({ files, clock: systemClock, log });
    const host = nodeHost({ files, models, log, output: { print: () => {}, width: 0 } });
    const plan = await makePlan(document, createCatalog(nodeKinds), { host });
    await models.close();
    return { plan, document };
  }

  test.each(tablesOf(name))(
    "says the types of the table %s: without rows, and without values, it is valid",
    async (id, path) => {
      const [head] = (await text(path)).split("\n");
      // Of one column an empty line would be no row.
      const noValues = head.replace(/[^,]/g, "") || '""';
      for (const content of [`${head}\n`, `${head}\n${noValues}\n`]) {
        await writeFile(join(copy, "bare.csv"), content);
        const { plan } = await planned({ [id]: { path: "bare.csv" } });
        await rm(join(copy, "bare.csv"));
        expect(
          plan.issues.filter(({ severity }) => severity === "error"),
          content,
        ).toEqual([]);
      }
    },
  );

  test("is valid, asks for no network, and has every input on disk", async () => {
    const { plan, document } = await planned();
    expect(plan.issues.filter(({ severity }) => severity !== "info")).toEqual([]);
    expect(plan.nodes).toHaveLength(document.nodes.length);
    const effects = plan.nodes.flatMap(({ definition }) => definition.effects);
    expect(effects.filter((effect) => effect === "network" || effect === "notifies")).toEqual([]);
  });

  test("gives exactly the expected files, byte for byte, whatever the number of threads", async () => {
    const { workflow, expected } = await template();
    const wanted = await contents(join(folder, expected));
    expect(Object.keys(wanted).length).toBeGreaterThan(0);
    for (const threads of ["1", "2"]) {
      const before = await readdir(copy, { recursive: true });
      const cli = join(root, "dist/cli.js");
      const { stderr } = await run(process.execPath, [cli, "run", workflow, "--threads", threads], {
        cwd: copy,
      });
      expect(stderr).toMatch(/^done: /m);
      const after = await contents(copy);
      const fresh = Object.fromEntries(Object.entries(after).filter(([path]) => !before.includes(path)));
      expect(Object.keys(fresh).toSorted()).toEqual(Object.keys(wanted).toSorted());
      for (const [path, bytes] of Object.entries(wanted))
        expect(fresh[path].equals(bytes), `${path} with ${threads} threads`).toBe(true);
      for (const path of Object.keys(fresh)) await rm(join(copy, path));
    }
    // Two runs with real models: a minute is not enough for them where all cores are taken.
  }, 180_000);
});

/** The CSV files that a playbook reads, by the node that does. */
function tablesOf(name: string): (readonly [id: string, path: string])[] {
  const workflow = readFileSync(join(templates, name, `${name}.millrace.json`), "utf8");
  const tables = readWorkflow(workflow).document!.nodes.filter(({ kind }) => kind === "csv");
  return tables.map(({ id, params }) => [id, String(params.path)]);
}

/** All files below a folder, by path. */
async function contents(folder: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: Record<string, Buffer> = {};
  for (const entry of entries.filter((item) => item.isFile())) {
    const path = join(entry.parentPath, entry.name);
    found[path.slice(folder.length + 1).replaceAll("\\", "/")] = await readFile(path);
  }
  return found;
}
