// A workflow exported for a cluster: which manifests there are, and that measuring leaves nothing behind.

import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { workspace } from "../cli/millrace.ts";
import { program } from "./exported.ts";

/** As a manifest names it: a value, or a place that the cluster takes it from. */
interface Variable {
  readonly name: string;
  readonly value?: string;
}

const work = workspace();

beforeAll(async () => {
  await work.write("rows.csv", "id,a\n1,0.5\n2,1.5\n");
  await work.flow(
    "my flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["late", "threshold", { column: "a", value: 1 }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> late", "late -> write"],
  );
});

const exported = (name: string) =>
  work.millrace(["export", "my flow.millrace.json", "-o", name, "--target", "kubernetes"]);

test("it holds an image and manifests, and asks for what was measured", async () => {
  const done = await exported("program");
  expect({ code: done.code, stderr: done.code === 0 ? "" : done.stderr }).toEqual({ code: 0, stderr: "" });
  expect(done.stderr).toMatch(/^needs: .*Kubernetes 1\.31/m);
  expect(await readdir(work.path("program"))).toEqual(expect.arrayContaining(["Dockerfile", "compose.yaml"]));
  expect(await readdir(work.path("program/kubernetes"))).toEqual([
    "claims.example.yaml",
    "configmap.yaml",
    "copy.example.yaml",
    "cronjob.yaml",
    "indexed-job.yaml",
    "job.yaml",
    "networkpolicy.yaml",
  ]);
  const config = await readFile(work.path("program/kubernetes/configmap.yaml"), "utf8");
  expect(parse(config)).toMatchObject({
    metadata: { name: "my-flow-settings" },
    data: { PIPELINE_INPUT: "/data/rows.csv", PIPELINE_OUTPUT: "/out/out.csv" },
  });
  // Set there, it would go before the threshold in pipeline.mjs.
  expect(config).toContain('# PIPELINE_LATE_VALUE: "1"');
  const job = await readFile(work.path("program/kubernetes/job.yaml"), "utf8");
  expect(job).toContain("Measured when it was exported");
  const { memory } = /memory: (?<memory>\d+)Mi/.exec(job)!.groups!;
  expect([128, 256]).toContain(Number(memory));
});

test("the bench run writes nothing beside the workflow, and its measure is none of the program's files", async () => {
  expect((await work.names()).toSorted()).toEqual(["my flow.millrace.json", "program", "rows.csv"]);
  const facts = await readFile(work.path("program/runtime/export.json"), "utf8");
  const { files } = JSON.parse(facts) as { files: string[] };
  expect(files).toContain("kubernetes/job.yaml");
  expect(files.filter((file) => file.endsWith(".jsonl") && !file.startsWith("selftest/"))).toEqual([]);
});

test("its README tells how to run and schedule it there, and each section once", async () => {
  const readme = await readFile(work.path("program/README.md"), "utf8");
  const headings = [...readme.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([...new Set(headings)]);
  expect(headings).toEqual(expect.arrayContaining(["In a container", "In a cluster"]));
  expect(readme).toContain("kubectl apply -f kubernetes/cronjob.yaml");
  expect(readme).not.toContain("One line of cron");
  // Data that lies elsewhere has to come to where the image reads it.
  expect(readme).toContain("cp -r rows.csv data/rows.csv");
  expect(readme).toContain("kubectl cp data/rows.csv my-flow-copy:/data/rows.csv");
  expect(readme).toContain("kubectl cp my-flow-copy:/out/out.csv out/out.csv");
  expect(readme).toContain("Never `kubectl apply -f kubernetes/`");
});

test("the pods of the indexed job make the whole together, each told its part by the variables of the manifest", async () => {
  const folder = work.path("program");
  await cp(work.path("rows.csv"), join(folder, "rows.csv"));
  expect(await program(folder)).toMatchObject({ code: 0 });
  const whole = await readFile(join(folder, "out.csv"), "utf8");
  const manifest = parse(await readFile(join(folder, "kubernetes/indexed-job.yaml"), "utf8")) as {
    spec: { completions: number; template: { spec: { containers: { args: string[]; env: Variable[] }[] } } };
  };
  const { completions } = manifest.spec;
  const [{ args, env }] = manifest.spec.template.spec.containers;
  for (let index = 0; index < completions; index++) {
    // What the cluster fills in is the index of the pod.
    const given = Object.fromEntries(env.map(({ name, value }) => [name, value ?? String(index)]));
    expect(await program(folder, args, given)).toMatchObject({ code: 0 });
  }
  const parts = (await readdir(folder)).filter((name) => name.startsWith("out.")).toSorted();
  const texts = parts
    .filter((name) => name !== "out.csv")
    .map((name) => readFile(join(folder, name), "utf8"));
  expect(texts).toHaveLength(completions);
  expect((await Promise.all(texts)).join("")).toBe(whole);
});

test("what cannot be computed in parts gets no indexed job, and its README says why", async () => {
  await work.flow(
    "first.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["few", "limit", { rows: 1 }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> few", "few -> write"],
  );
  const done = await work.millrace([
    "export",
    "first.millrace.json",
    "-o",
    "first",
    "--target",
    "kubernetes",
  ]);
  expect(done.code).toBe(0);
  expect(await readdir(work.path("first/kubernetes"))).not.toContain("indexed-job.yaml");
  expect(await readFile(work.path("first/README.md"), "utf8")).toMatch(
    /not for this workflow: "few" goes by rows/,
  );
});

// Which step its memory is rounded to may differ where it lies at one.
const withoutMemory = (text: string) => text.replace(/memory: \d+Mi/g, "memory: measured");

test("exporting again gives the same bytes", async () => {
  await exported("again");
  for (const path of [
    "job.yaml",
    "cronjob.yaml",
    "indexed-job.yaml",
    "../README.md",
    "../runtime/export.json",
  ])
    expect(withoutMemory(await readFile(work.path(`again/kubernetes/${path}`), "utf8")), path).toBe(
      withoutMemory(await readFile(work.path(`program/kubernetes/${path}`), "utf8")),
    );
});
