// What a source gives on at its error port, and what was planned to come there.

import * as z from "zod/mini";
import type { Frame } from "../../engine/frames/frame.ts";
import type { Schema } from "../../engine/frames/types.ts";
import { run } from "../../engine/runtime/run.ts";
import { defineNode } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { table } from "../../engine/sdk/ports.ts";
import type { Files } from "../../engine/sdk/services.ts";
import { bareHost, planOf } from "./run-workflow.ts";

/** Runs a source with its error port wired. */
export async function errorFrames(
  source: AnyNode,
  params: Record<string, unknown>,
  files: Files,
): Promise<{ readonly frames: readonly Frame[]; readonly planned: Schema }> {
  const frames: Frame[] = [];
  const collect = defineNode({
    kind: "collect",
    version: 1,
    category: "control",
    title: "Collect",
    summary: "Keeps the frames that arrive.",
    params: z.object({}),
    inputs: { in: table() },
    outputs: {},
    effects: [],
    determinism: "pure",
    state: "none",
    schema: () => ({ outputs: {} }),
    process: (frame) => void frames.push(frame),
  });
  const host = bareHost({ files });
  const nodes = [
    { id: "source", kind: source, params },
    { id: "collect", kind: collect },
  ];
  const plan = await planOf(nodes, ["source.error -> collect"], host);
  await run(plan, { host }).done;
  return { frames, planned: plan.nodes.find(({ id }) => id === "collect")!.inputs.in };
}
