// Does every node kind declare itself well? Place, names, description, params, schema without and with wires.

import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { describeKind } from "../../engine/catalog/describe.ts";
import { isReference } from "../../engine/document/model-reference.ts";
import { Library } from "../../engine/library/library.ts";
import { checkParams } from "../../engine/plan/params.ts";
import { outputPorts } from "../../engine/sdk/define-node.ts";
import { inputsOf, withServices } from "./run-sample.ts";
import { kinds, sampled } from "./kinds.ts";
import { samples } from "./samples.ts";

const library = new Library();
const nodesFolder = resolve(import.meta.dirname, "../../nodes");

test("every folder of a kind is registered in nodes/index.ts", async () => {
  const categories = (await readdir(nodesFolder, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && entry.name !== "_shared",
  );
  const found: string[] = [];
  for (const { name } of categories) found.push(...(await readdir(join(nodesFolder, name))));
  expect(found.toSorted()).toEqual(kinds.map(({ kind }) => kind).toSorted());
});

test("every sample is of a kind that exists", () => {
  const names = kinds.map(({ kind }) => kind);
  expect(Object.keys(samples).filter((kind) => !names.includes(kind))).toEqual([]);
});

describe.each(kinds)("kind $kind", ({ kind, definition }) => {
  const description = describeKind(definition);

  test("its presets set params that it has, with models that come with Millrace", () => {
    for (const { on, params, adds = [] } of definition.presets ?? []) {
      const param = description.params.find(({ name }) => name === on.param);
      expect([param?.control, param?.of]).toEqual(["column", on.of]);
      expect(definition.params.safeParse({ [on.param]: "x", ...params })).toMatchObject({ success: true });
      expect(
        Object.keys(params).filter((name) => !description.params.some((each) => each.name === name)),
      ).toEqual([]);
      const namesColumn = (name: string) =>
        description.params.some(({ name: own, control }) => own === name && control === "text");
      expect(adds.filter((name) => !namesColumn(name))).toEqual([]);
      for (const reference of Object.values(params).map(String).filter(isReference))
        expect(library.pathOf(reference)).toBeTruthy();
    }
  });

  test("has a sample for the contract tests", () => {
    expect(
      Object.keys(samples),
      `Add an entry "${kind}" to tests/contract/samples.ts: params that make it work on the table of sample-frames.ts, ` +
        "or its own input frames and files.",
    ).toContain(kind);
  });

  test("has the same word as kind, folder, file and key of the registry, with a test beside it", () => {
    expect(definition.kind).toBe(kind);
    expect(kind).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    const folder = join(nodesFolder, definition.category, kind);
    const missing = [`${kind}.ts`, `${kind}.test.ts`].filter((name) => !existsSync(join(folder, name)));
    expect(missing, `in ${folder}`).toEqual([]);
  });

  test("says what it is in a title and a sentence", () => {
    expect(definition.version).toBeGreaterThanOrEqual(1);
    expect(definition.title).toMatch(/^[A-Z]/);
    expect(definition.summary).toMatch(/^[A-Z].*\.$/);
  });

  test("has words for the search that its title does not have already, each once", () => {
    const { keywords } = description;
    expect(keywords.length).toBeGreaterThan(0);
    for (const word of keywords) expect(word).toMatch(/^[a-z0-9]+$/);
    const known = `${kind} ${definition.title}`.toLowerCase().split(/[^a-z0-9]+/);
    expect(keywords.filter((word, i) => known.includes(word) || keywords.indexOf(word) !== i)).toEqual([]);
  });

  test("says what it needs of a machine, each once, and nothing that its effects say already", () => {
    const { needs } = definition;
    expect(needs, `Add \`needs: []\`, or what "${kind}" needs, after its state.`).toBeDefined();
    expect(new Set(needs).size).toBe(needs!.length);
    for (const need of needs!) expect(["display", "camera", "gpu", "long-life", "stdin"]).toContain(need);
  });

  test("has a migration from every older version", () => {
    const older = Array.from({ length: definition.version - 1 }, (_, i) => String(i + 1));
    expect(Object.keys(definition.migrations ?? {})).toEqual(older);
  });

  test("has a description that survives JSON", () => {
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
  });

  test.each(description.params)("param $name has a title, a sentence of help and a control", (param) => {
    expect(param.name).toMatch(/^[a-z][a-zA-Z0-9]*$/);
    expect(param.title).toMatch(/^[A-Za-z]/);
    expect(param.help).toMatch(/^\S.*[.)…]$/);
    expect(param.control).toBeTruthy();
    if (param.visibleWhen) {
      const names = description.params.map(({ name }) => name);
      expect(names).toContain(param.visibleWhen.param);
    }
    if (param.port) expect(Object.keys(definition.inputs)).toContain(param.port);
  });

  test("params that name a file or a folder have its control: outputs are kept off them, --set finds them", () => {
    const paths = description.params.filter(({ name }) =>
      /^(path|folder|file|model)$|(Path|File|Folder)$/.test(name),
    );
    for (const { name, control } of paths)
      expect([name, control]).toEqual([name, expect.stringMatching(/^(file|folder|model)$/)]);
  });

  test("parses empty params, or names each one that is required", () => {
    const { params, issues } = checkParams({ id: "n", kind, version: 1, title: "N", params: {} }, definition);
    const required = description.params.filter((param) => param.required).map(({ name }) => name);
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual(
      required.map((name) => `PARAM_REQUIRED params.${name}`),
    );
    expect(params === null).toBe(required.length > 0);
  });

  test("gives params that are in the file back as they are, when parsed again", () => {
    const parsed = definition.params.parse(samples[kind].params);
    expect(definition.params.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });

  test("keeps the port name error for the runtime", () => {
    expect(Object.keys(description.outputs).filter((port) => port === "error")).toHaveLength(1);
    expect(Object.keys(definition.inputs)).not.toContain("error");
    for (const port of Object.keys(description.outputs)) expect(port).toMatch(/^[a-z0-9][a-zA-Z0-9_-]*$/);
  });

  test("fits only params that say so, if it fits", () => {
    expect(description.params.some((param) => param.fitted)).toBe(definition.fit !== undefined);
  });

  test("says what it is in parts of a batch only where that is for it to say", () => {
    const { produce, perform, state, partition, ofPart, remembers } = definition;
    expect({ partition: partition !== undefined && !produce }).toEqual({ partition: false });
    expect({ ofPart: ofPart !== undefined && !perform }).toEqual({ ofPart: false });
    expect({ remembers: remembers !== undefined && state === "none" }).toEqual({ remembers: false });
  });

  test("has snapshot and restore together", () => {
    expect(definition.restore !== undefined).toBe(definition.snapshot !== undefined);
  });
});

describe.each(sampled)("schema of $name", ({ definition, sample }) => {
  const params = definition.params.parse(sample.params);

  test("answers nothing and complains of nothing while no wire ends at it", () => {
    if (Object.keys(definition.inputs).length === 0) return;
    expect(definition.schema({ params, inputs: {}, wires: {}, facts: null })).toEqual({ outputs: {} });
  });

  test("is total: it answers where its files could not be read, and for a table without columns", async () => {
    const empty = { fields: [] };
    const inputs = Object.fromEntries(Object.keys(definition.inputs).map((port) => [port, empty]));
    const wires = Object.fromEntries(Object.keys(definition.inputs).map((port) => [port, [empty]]));
    const signal = new AbortController().signal;
    await withServices({}, async (host) => definition.probe?.({ params, host, signal }).catch(() => null));
    const { issues = [] } = definition.schema({ params, inputs, wires, facts: null });
    for (const issue of issues) {
      expect(issue.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(issue.message).toMatch(/[.!?)]$/);
      expect(issue.hint ?? issue.fix?.label, `${issue.code} says what to do next`).toBeTruthy();
    }
  });

  test("is pure: the same answer twice, and its arguments stay as they are", async () => {
    await withServices(sample, async (host) => {
      const signal = new AbortController().signal;
      const facts = (await definition.probe?.({ params, host, signal })) ?? null;
      const frames = Object.entries(inputsOf(definition, sample));
      const inputs = Object.fromEntries(frames.map(([port, [first]]) => [port, first.schema]));
      const wires = Object.fromEntries(frames.map(([port, [first]]) => [port, [first.schema]]));
      const args = { params, inputs, wires, facts };
      const before = structuredClone(args);
      const once = definition.schema(args);
      expect(definition.schema(args)).toEqual(once);
      const ports = Object.keys(outputPorts(definition, params));
      expect(
        Object.keys(once.outputs).filter((port) => !ports.includes(port)),
        "ports it does not have",
      ).toEqual([]);
      expect(args).toEqual(before);
      expect(JSON.parse(JSON.stringify(once))).toEqual(once);
    });
  });
});
