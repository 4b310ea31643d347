// Every playbook as a program: the same results as in the workflow, by nothing but its own folder.

import { cp, mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readWorkflow } from "../../engine/document/read.ts";
import { workspace } from "../cli/millrace.ts";
import { EngineClient } from "../editor/engine-client.ts";
import { exported, program } from "./exported.ts";

const templates = resolve(import.meta.dirname, "../../templates");
const names = (await readdir(templates, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What a program is made of, without models and packages; 50 kB of it keep the journal of a run and go on from one, 55 run failed rows again and try what computes models, 30 hide secrets, in all forms that servers write, and write files that roll, 15 note which failed rows are behind the outputs, in tables or sent, spare actions that they have been through, make folders and keep rights, 20 go on with runs of failed rows that were killed and say what such rows are without the others, 20 tell what journals, parts of files and links in folders were left or lead to, hide secrets of which one is a part of another, and take columns of files without rows for what is wanted. */
const MOST_BYTES = 1.745e6;
/** Libraries of its field: those for mails, names of files and tokens; sorting that spills to the disk (60 kB); samples that are pictures; decoders of sound with their WebAssembly, and samples that are sound; pages of reports, which can hold pictures; DuckDB's side of Parquet and SQL, and samples in Parquet. */
const MORE_BYTES: Readonly<Record<string, number>> = {
  "face-privacy": 0.26e6,
  "contract-clauses": 0.3e6,
  "fare-alerts": 0.1e6,
  "flight-delay": 0.35e6,
  "mail-triage": 0.3e6,
  "read-digits": 0.3e6,
  "sensor-anomaly": 0.17e6,
  "supplier-risk": 0.2e6,
  "voice-cutter": 1.4e6,
};

/** Another day at the same moment, and another small letter for I. */
const ELSEWHERE = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };

async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !path.startsWith("node_modules"))
    .toSorted();
}

describe.each(names)("the playbook %s, exported", (name) => {
  const work = workspace();
  const source = join(templates, name);
  let template: { workflow: string; expected: string };
  let folder: string;

  beforeAll(async () => {
    template = JSON.parse(await readFile(join(source, "template.json"), "utf8")) as typeof template;
    folder = await exported(work, join(source, template.workflow), "program");
  });

  async function expectOutputs(given: string): Promise<void> {
    const expected = join(source, template.expected);
    const files = (await filesBelow(expected)).filter((path) => path.startsWith("out/"));
    expect(files.length).toBeGreaterThan(0);
    for (const path of files)
      expect(await readFile(join(given, path), "utf8"), path).toBe(
        await readFile(join(expected, path), "utf8"),
      );
  }

  test("gives the expected files from the whole data, to the byte, wherever it is", async () => {
    await cp(join(source, "data"), join(folder, "data"), { recursive: true });
    expect(await program(folder, [], ELSEWHERE)).toMatchObject({ code: 0 });
    await expectOutputs(folder);
  });

  test("gives what the editor's engine gives", async () => {
    const copy = work.path("edited");
    await cp(source, copy, { recursive: true });
    const path = join(copy, template.workflow);
    const { document } = readWorkflow(await readFile(path, "utf8"));
    const engine = new EngineClient();
    try {
      await engine.call("session.open", { session: "s", folder: copy, path, allowed: [copy] });
      const { run } = await engine.call("run.start", { session: "s", document: document!, dryRun: false });
      await engine.until(({ event, value }) =>
        event === "run.event" && value.run === run && value.event.type === "run-done" ? true : undefined,
      );
      await expectOutputs(copy);
    } finally {
      await engine.close();
    }
  });

  // An export proves the program by its self-test: what came of it is told beside it.
  test("has passed its self-test without any difference", async () => {
    expect(JSON.parse(await readFile(join(folder, "parity.json"), "utf8"))).toMatchObject({
      identical: true,
    });
  });

  test("is the same to the byte when it is exported again, and elsewhere", async () => {
    const again = await exported(work, join(source, template.workflow), "again", [], ELSEWHERE);
    const paths = await filesBelow(again);
    for (const path of paths)
      expect(await readFile(join(again, path), "latin1"), path).toBe(
        await readFile(join(folder, path), "latin1"),
      );
  });

  test("is small, and holds no kind that it does not use", async () => {
    const paths = await filesBelow(join(work.folder, "again"));
    const sizes = await Promise.all(
      paths.map(async (path) => (await stat(join(work.folder, "again", path))).size),
    );
    const own = sizes.filter((_, i) => !paths[i].startsWith("models/"));
    expect(own.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES + (MORE_BYTES[name] ?? 0));
    const flow = await readFile(join(source, template.workflow), "utf8");
    const used = new Set((JSON.parse(flow) as { nodes: { kind: string }[] }).nodes.map(({ kind }) => kind));
    const unused = ["generate", "image-folder", "impute", "union"].filter((kind) => !used.has(kind));
    for (const kind of unused)
      expect(
        paths.some((path) => path.includes(`chunks/${kind}-`)),
        kind,
      ).toBe(false);
  });

  test("says which way what is missing", async () => {
    const elsewhere = work.path("nothing");
    await mkdir(elsewhere);
    const { code, stderr } = await program(work.path("again"));
    expect(code).toBe(2);
    expect(stderr).toContain("FILE_MISSING");
  });
});
