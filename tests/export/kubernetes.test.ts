// A workflow exported for a cluster: which manifests there are, and that measuring leaves nothing behind.

import { readdir, readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { workspace } from "../cli/millrace.ts";

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
    "configmap.yaml",
    "cronjob.yaml",
    "indexed-job.yaml",
    "job.yaml",
    "networkpolicy.yaml",
  ]);
  const config = await readFile(work.path("program/kubernetes/configmap.yaml"), "utf8");
  expect(parse(config)).toMatchObject({
    metadata: { name: "my-flow-settings" },
    data: { PIPELINE_INPUT: "/data/rows.csv", PIPELINE_OUTPUT: "/out/out.csv", PIPELINE_LATE_VALUE: "1" },
  });
  const job = await readFile(work.path("program/kubernetes/job.yaml"), "utf8");
  expect(job).toContain("Measured when it was exported");
  const { memory } = /memory: (?<memory>\d+)Mi/.exec(job)!.groups!;
  expect([64, 128, 256]).toContain(Number(memory));
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
});

test("exporting again gives the same bytes", async () => {
  await exported("again");
  for (const path of [
    "job.yaml",
    "cronjob.yaml",
    "indexed-job.yaml",
    "../README.md",
    "../runtime/export.json",
  ])
    expect(await readFile(work.path(`again/kubernetes/${path}`), "utf8"), path).toBe(
      await readFile(work.path(`program/kubernetes/${path}`), "utf8"),
    );
});
