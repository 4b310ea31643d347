// A plan made with what earlier ones found out is the plan made without.

import { expect, test } from "vitest";
import { withServices } from "../../tests/contract/run-sample.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { createCatalog } from "../catalog/catalog.ts";
import type { NodeDocument, WorkflowDocument } from "../document/types.ts";
import type { HostServices } from "../sdk/services.ts";
import { PlanCache } from "./plan-cache.ts";
import { makePlan } from "./plan.ts";

const catalog = createCatalog(nodeKinds);

function flow(
  changes: Partial<Record<"source" | "double" | "keep", Partial<NodeDocument>>> = {},
): WorkflowDocument {
  const node = (id: keyof typeof changes, kind: string, params: NodeDocument["params"]) =>
    ({ id, kind, version: 1, title: id, params, ...changes[id] }) as const;
  return {
    format: "millrace",
    version: 1,
    nodes: [
      node("source", "csv", { path: "a.csv" }),
      node("double", "formula", { columns: { twice: "a * 2" } }),
      node("keep", "filter", { condition: "twice > 2" }),
    ],
    edges: [
      { from: "source.out", to: "double.in" },
      { from: "double.out", to: "keep.in" },
    ],
    view: { nodes: {} },
  };
}

/** How often files were opened or read whole. */
function counted(host: HostServices) {
  const count = { reads: 0 };
  const files = {
    ...host.files,
    open: (path: string) => (count.reads++, host.files.open(path)),
    readAll: (path: string, signal?: AbortSignal) => (count.reads++, host.files.readAll(path, signal)),
  };
  return { host: { ...host, files }, count };
}

const files = { "a.csv": "a,b\n1,2\n3,4\n", "other.csv": "b,c\n1,2\n" };

test("each change gives what a plan without the cache gives", () =>
  withServices({ files }, async (host) => {
    const cache = new PlanCache();
    const documents = [
      flow(),
      flow({ double: { params: { columns: { thrice: "a * 3" } } } }),
      flow({ double: { title: "Twice", rescue: { retries: 2 } } }),
      flow({ source: { params: { path: "other.csv" } } }),
      flow({ source: { params: { path: "gone.csv" } } }),
      flow({ source: { params: { path: 7 } } }),
      flow({ keep: { bypassed: true } }),
      flow({ double: { disabled: true } }),
      flow(),
    ];
    for (const document of documents) {
      const cached = await makePlan(document, catalog, { host, cache });
      const plain = await makePlan(document, catalog, { host });
      expect(cached).toEqual(plain);
    }
  }));

test("files are looked into again only when they have changed; a new name changes nothing", () =>
  withServices({ files }, async (real) => {
    const { host, count } = counted(real);
    const cache = new PlanCache();
    const first = await makePlan(flow(), catalog, { host, cache });
    expect(count.reads).toBeGreaterThan(0);
    count.reads = 0;
    const renamed = flow({
      source: { title: "Renamed" },
      double: { params: { columns: { twice: "a + a" } } },
    });
    const second = await makePlan(renamed, catalog, { host, cache });
    expect(count.reads).toBe(0);
    expect(second.nodes[0].title).toBe("Renamed");
    // The same columns arrive as the same object.
    expect(second.nodes[1].outputs.out).toBe(first.nodes[1].outputs.out);
    const writer = host.files.create("a.csv");
    await writer.write(new TextEncoder().encode("other,columns,now\n1,2,3\n"));
    await writer.commit();
    const third = await makePlan(renamed, catalog, { host, cache });
    expect(third.nodes[0].outputs.out.fields.map(({ name }) => name)).toEqual(["other", "columns", "now"]);
    expect(third.issues.map(({ code }) => code)).toContain("EXPRESSION_COLUMN");
  }));
