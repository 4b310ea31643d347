// How many single-row frames a chain of ten nodes passes in a second: fused `map` kinds, and `process` kinds.

import { frameOf } from "../../engine/frames/builder.ts";
import { run } from "../../engine/runtime/run.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { bareHost, planOf } from "../../tests/support/run-workflow.ts";
import { passMap, passProcess, VALUE_SCHEMA } from "../../tests/support/test-nodes.ts";
import { interleave, perSecond, table, type Variant } from "../lib/interleave.ts";
import { drop, repeat } from "./kinds.ts";

const FRAMES = 300_000;
const one = frameOf(VALUE_SCHEMA, [{ value: 1 }]);

function chain(name: string, kind: AnyNode): Variant {
  return {
    name,
    async measure() {
      const middle = Array.from({ length: 10 }, (_, i) => ({ id: `n${i}`, kind }));
      const nodes = [
        { id: "source", kind: repeat(one, FRAMES) },
        ...middle,
        { id: "sink", kind: drop(null) },
      ];
      const edges = nodes.slice(1).map(({ id }, i) => `${nodes[i].id} -> ${id}`);
      const plan = await planOf(nodes, edges);
      const start = performance.now();
      const { outcome } = await run(plan, { host: bareHost() }).done;
      if (outcome !== "done") throw new Error(`The run ended as ${outcome}.`);
      return (FRAMES / (performance.now() - start)) * 1000;
    },
  };
}

const rates = await interleave([chain("10 × map (fused)", passMap), chain("10 × process", passProcess)], 7);
const rows = rates.map(({ name, median, min, max }) => [
  name,
  perSecond(median),
  `${perSecond(min)} … ${perSecond(max)}`,
]);
console.log(table(["chain of 10 nodes, one-row frames", "frames", "spread"], rows));
