import { expect, test } from "vitest";
import * as z from "zod/mini";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { NodeDocument } from "../../engine/document/types.ts";
import { envExample } from "../../engine/export/env-example.ts";
import { neededSecrets } from "../../engine/export/secrets.ts";
import { defineNode } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { param, text } from "../../engine/sdk/params.ts";
import { table } from "../../engine/sdk/ports.ts";
import { missingSecrets } from "./secrets.ts";

/** Sends rows somewhere, with a token. */
const send = defineNode({
  kind: "send",
  version: 1,
  category: "actions",
  title: "Send",
  summary: "A kind for tests.",
  params: z.object({
    address: text({ title: "Address", help: "Where to." }),
    token: param(() => z.string(), "secret", { title: "Token", help: "Name of the secret.", default: "" }),
  }),
  inputs: { in: table() },
  outputs: {},
  effects: ["network"],
  determinism: "network",
  state: "none",
  schema: () => ({ outputs: {} }),
  process: async () => {},
}) as unknown as AnyNode;

function node(id: string, params: object, fallback?: object): NodeDocument {
  return {
    ...{ id, kind: "send", version: 1, title: `Send ${id}`, params: { address: "x", ...params } },
    ...(fallback && { rescue: { fallback: { use: "params", params: fallback } } }),
  } as NodeDocument;
}

const nodes = [
  node("one", { token: "TOKEN_A" }, { token: "TOKEN_C" }),
  node("two", { token: "TOKEN_B" }),
  node("three", { token: "TOKEN_A" }),
  node("open", {}),
  { ...node("other", { token: "NOBODY" }), kind: "unknown" },
];

test("the secrets of a workflow are what its nodes name, each once, those of fallbacks too", () => {
  const needed = neededSecrets(nodes, (kind) => (kind === "send" ? send : null));
  expect(needed).toEqual([
    { name: "TOKEN_A", node: "one", help: "Send one: token" },
    { name: "TOKEN_C", node: "one", help: "Send one: token" },
    { name: "TOKEN_B", node: "two", help: "Send two: token" },
  ]);
});

test("a program says each that is missing, with its node and what to do, and never a value", async () => {
  const catalog = createCatalog({ send: async () => ({ default: send }) });
  const document = { format: "millrace", version: 1, nodes, edges: [], view: { nodes: {} } } as const;
  const values: Record<string, string> = { TOKEN_A: "hush", TOKEN_B: "" };
  const missing = await missingSecrets(document, catalog, { get: async (name) => values[name] ?? null });
  expect(missing.map(({ code, details }) => [code, details.node])).toEqual([
    ["PIPELINE_SECRET_MISSING", "one"],
    ["PIPELINE_SECRET_MISSING", "two"],
  ]);
  expect(missing[1].message).toContain("TOKEN_B");
  expect(JSON.stringify(missing)).not.toContain("hush");
});

test("the example of an environment has secrets to fill in, and settings as comments", () => {
  const text = envExample({
    ...{ name: "send", title: "Send\nall", usesNetwork: true, byNpm: false },
    secrets: neededSecrets(nodes.slice(0, 1), () => send),
    settings: [
      {
        node: "one",
        param: "path",
        name: "input",
        value: "a b.csv",
        help: "One: the file",
        isPath: true,
        role: "input",
      },
    ],
  });
  const set = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  expect(set).toEqual(["TOKEN_A=", "TOKEN_C="]);
  expect(text).toContain("# PIPELINE_INPUT=a b.csv\n");
  expect(text.split("\n")[0]).toContain("Send all");
});
