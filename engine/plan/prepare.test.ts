// What a node is asked before a run, and that nothing is reached out to for a workflow that nobody trusts.

import { expect, test } from "vitest";
import { withServices } from "../../tests/contract/run-sample.ts";
import { countSource } from "../../tests/support/test-nodes.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { prepareNode } from "./prepare.ts";

const document = { id: "far", kind: "far", version: 1, title: "Far", params: {} };

function asked(effects: AnyNode["effects"], mayReachOut: boolean) {
  const seen: string[] = [];
  const definition: AnyNode = {
    ...countSource,
    kind: "far",
    effects,
    probe: async () => {
      seen.push("asked");
      return "facts";
    },
  };
  const catalog = { kinds: ["far"], load: async () => definition } as unknown as Catalog;
  return withServices({ files: {} }, async (host) => {
    const { signal } = new AbortController();
    const { ready, issues } = await prepareNode(document, catalog, host, signal, mayReachOut);
    return { seen, facts: ready?.facts, codes: issues.map(({ code }) => code) };
  });
}

test.each([
  [["reads", "network"], false, { seen: [], facts: null, codes: ["NETWORK_UNTRUSTED"] }],
  [["reads", "network"], true, { seen: ["asked"], facts: "facts", codes: [] }],
  [["reads"], false, { seen: ["asked"], facts: "facts", codes: [] }],
] as const)("effects %j, may reach out: %s", async (effects, mayReachOut, expected) => {
  expect(await asked(effects, mayReachOut)).toEqual(expected);
});
