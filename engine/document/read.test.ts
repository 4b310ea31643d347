// Does every text give a document or the reason why not, with code, place and next step?

import fc from "fast-check";
import { expect, test } from "vitest";
import { readWorkflow } from "./read.ts";

const file = { format: "millrace", version: 1, nodes: [], edges: [], view: { nodes: {} } };

test("malformed JSON is an issue with line and column", () => {
  expect(readWorkflow('{\n  "format": "millrace",\n  "nodes": [,]\n}')).toEqual({
    document: null,
    issues: [
      {
        code: "JSON_MALFORMED",
        severity: "error",
        message: 'Line 3, column 13 is not JSON: Expected a value, found ",]".',
        path: "nodes[0]",
        line: 3,
        column: 13,
        hint: "Correct the text at that place in a text editor, or restore the file from a backup.",
      },
    ],
    readOnly: true,
    migratedFrom: null,
  });
});

test.each([
  ["[]", "a list of 0"],
  ["null", "null"],
  ['"millrace"', 'text "millrace"'],
  ["{}", "nothing"],
  ['{ "format": "other" }', 'text "other"'],
])("%s is JSON, but no workflow", (text, got) => {
  const { document, issues } = readWorkflow(text);
  expect(document).toBeNull();
  expect(issues).toMatchObject([{ code: "FILE_NOT_WORKFLOW", severity: "error", got }]);
  expect(issues[0].hint).toContain("millrace new");
});

test("a byte order mark and Windows line ends do no harm", () => {
  const text = `\ufeff${JSON.stringify(file, null, 2).replaceAll("\n", "\r\n")}`;
  expect(readWorkflow(text)).toEqual({ document: file, issues: [], readOnly: false, migratedFrom: null });
});

test("a newer file opens read-only and says what to do", () => {
  const { document, issues, readOnly } = readWorkflow(JSON.stringify({ ...file, version: 3, new: true }));
  expect(document).toEqual({ ...file, version: 3, new: true });
  expect(readOnly).toBe(true);
  expect(issues).toMatchObject([
    { code: "FILE_VERSION_NEWER", severity: "error", path: "version", expected: "at most 1", got: "3" },
  ]);
  expect(issues[0].hint).toContain("Update Millrace");
});

test("an older file is migrated step by step before it is checked", () => {
  const migrations = {
    1: ({ steps, ...rest }: Record<string, unknown>) => ({ ...rest, nodes: steps }),
    2: (old: Record<string, unknown>) => ({ ...old, view: { nodes: {} } }),
  };
  const steps = [{ id: "a", kind: "csv", version: 1, title: "A", params: {} }];
  const old = { format: "millrace", version: 1, steps, edges: [] };
  const { document, issues, migratedFrom, readOnly } = readWorkflow(JSON.stringify(old), migrations);
  expect(document).toEqual({ ...file, version: 3, nodes: steps });
  expect({ issues, migratedFrom, readOnly }).toEqual({ issues: [], migratedFrom: 1, readOnly: false });
});

test.each([
  [{ version: 0 }, "version", "at least 1", "0"],
  [{ version: "1" }, "version", "a number", 'text "1"'],
  [{ version: undefined }, "version", "a number", "nothing"],
  [{ format: "other" }, "format", '"millrace"', 'text "other"'],
  [{ nodes: {} }, "nodes", "a list", "an object"],
  [{ edges: [{ from: "a.out" }] }, "edges[0].to", "text", "nothing"],
  [{ nodes: [{ id: "a", kind: "" }] }, "nodes[0].kind", "text that is not empty", 'text ""'],
  [
    { nodes: [{ id: "a", kind: "b", rescue: { timeoutMs: 0 } }] },
    "nodes[0].rescue.timeoutMs",
    "more than 0",
    "0",
  ],
  [
    { nodes: [{ id: "a", kind: "b", rescue: { onError: "ask" } }] },
    "nodes[0].rescue.onError",
    '"skip" or "stop"',
    'text "ask"',
  ],
  [
    { nodes: [{ id: "a", kind: "b", rescue: { fallback: { use: "magic" } } }] },
    "nodes[0].rescue.fallback.use",
    '"constant" or "params"',
    'text "magic"',
  ],
])("%j has an issue at %s and opens read-only", (part, path, expected, got) => {
  const { document, issues, readOnly } = readWorkflow(JSON.stringify({ ...file, ...part }));
  expect(issues).toMatchObject([{ code: "FILE_SHAPE", severity: "error", path, expected, got }]);
  expect(document?.format).toBe("millrace");
  expect(readOnly).toBe(true);
});

test("a position that is none is no reason to refuse saving", () => {
  const { document, issues, readOnly } = readWorkflow(
    JSON.stringify({ ...file, view: { nodes: { a: "left" } } }),
  );
  expect(document).toEqual(file);
  expect(issues).toMatchObject([{ code: "FILE_SHAPE", severity: "warning", path: "view.nodes.a" }]);
  expect(readOnly).toBe(false);
});

test("no text makes it throw, and whatever opens has nodes, wires and positions of the right shape", () => {
  const keys = fc.constantFrom(
    "format",
    "version",
    "nodes",
    "edges",
    "view",
    "id",
    "kind",
    "from",
    "to",
    "x",
    "rescue",
  );
  const values = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      fc.constantFrom<unknown>("millrace", 1, null, "a.b", true, 0.5, "", "a"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(keys, tie("value"), { maxKeys: 4 }),
    ),
  }));
  const part = fc.record(
    { nodes: values.value, edges: values.value, view: values.value },
    { requiredKeys: [] },
  );
  const text = fc.oneof(
    fc.string(),
    part.map((parts) => JSON.stringify({ format: "millrace", version: 1, ...parts })),
    fc.array(fc.dictionary(keys, values.value)).map((nodes) => JSON.stringify({ nodes })),
  );
  fc.assert(
    fc.property(text, (input) => {
      const { document, issues } = readWorkflow(input);
      if (!document) {
        expect(issues).not.toEqual([]);
        return;
      }
      for (const node of document.nodes) {
        expect([typeof node.id, typeof node.kind, typeof node.title, typeof node.version]).toEqual([
          "string",
          "string",
          "string",
          "number",
        ]);
      }
      for (const edge of document.edges)
        expect([typeof edge.from, typeof edge.to]).toEqual(["string", "string"]);
      for (const place of Object.values(document.view.nodes)) expect(typeof place.x).toBe("number");
    }),
    { numRuns: 500 },
  );
});
