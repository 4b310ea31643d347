// Runs a sample through the real plan and runtime, with real files in a folder of its own, and watches the kind meanwhile.

import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import type { Frame } from "../../engine/frames/frame.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { createModels } from "../../engine/models/models.ts";
import type { Plan } from "../../engine/plan/types.ts";
import type { FailedRow, RunEvent, RunSummary } from "../../engine/runtime/events.ts";
import { run, type RunOptions } from "../../engine/runtime/run.ts";
import { defineNode, outputPorts } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import type { HostServices, Log } from "../../engine/sdk/services.ts";
import { ERROR_PORT, table } from "../../engine/sdk/ports.ts";
import { planOf } from "../support/run-workflow.ts";
import { bufferHash } from "./fingerprint.ts";
import { tableFrames } from "./sample-frames.ts";
import type { Sample } from "./samples.ts";
import { watch, type Watched } from "./watch.ts";

export interface SampleRun extends Partial<Omit<RunOptions, "host">> {
  /** Frames instead of the sample's own. */
  readonly inputs?: Readonly<Record<string, readonly Frame[]>>;
  /** Told before every call of the kind with a frame, and of every frame it gave on. */
  readonly onCall?: () => void;
  readonly onOutput?: () => void;
  /** Wires the error port too, to a collector like the others. */
  readonly errors?: boolean;
  /** Replaces the definition, e.g. to interfere between two frames. */
  readonly change?: (definition: AnyNode) => AnyNode;
}

export interface SampleResult {
  readonly plan: Plan;
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
  readonly outputs: Readonly<Record<string, readonly Frame[]>>;
  /** Whether a frame that had been given on was written into afterwards. */
  readonly changedLater: boolean;
  readonly failed: readonly FailedRow[];
  /** What stands in the folder afterwards that was not there before, by name. */
  readonly written: Readonly<Record<string, string>>;
  readonly printed: string;
  readonly watched: Watched;
}

/** The frames a sample feeds, by input port; none for a source. */
export function inputsOf(definition: AnyNode, sample: Sample): Readonly<Record<string, readonly Frame[]>> {
  if (Object.keys(definition.inputs).length === 0) return {};
  return sample.inputs?.() ?? { in: tableFrames() };
}

/** Plans and runs the kind between sources that give the sample's frames and collectors at all its ports. */
export async function runSample(
  definition: AnyNode,
  sample: Sample,
  {
    inputs = inputsOf(definition, sample),
    onCall,
    onOutput,
    change,
    errors = false,
    ...options
  }: SampleRun = {},
): Promise<SampleResult> {
  return withServices(sample, async (host, folder, printed) => {
    const before = await readdir(folder, { recursive: true });
    const watched = watch(change ? change(definition) : definition, onCall);
    const feeds = Object.entries(inputs).map(([port, frames]) => ({
      port,
      node: feed(`feed-${port}`, frames),
    }));
    const params = definition.params.parse(sample.params);
    const ports = [...Object.keys(outputPorts(definition, params)), ...(errors ? [ERROR_PORT] : [])];
    const sinks = ports.map((port) => ({
      port,
      sink: keep(`collect-${port}`, onOutput),
    }));
    const nodes = [
      ...feeds.map(({ node }) => ({ id: node.kind, kind: node })),
      { id: "node", kind: watched.definition, params: { ...sample.params } },
      ...sinks.map(({ sink }) => ({ id: sink.node.kind, kind: sink.node })),
    ];
    const edges = [
      ...feeds.map(({ port, node }) => `${node.kind} -> node.${port}`),
      ...sinks.map(({ port, sink }) => `node.${port} -> ${sink.node.kind}`),
    ];
    const plan = await planOf(nodes, edges, host);
    const failed: FailedRow[] = [];
    const running = run(plan, { ...options, host, onFailedRows: (rows) => void failed.push(...rows) });
    const events: RunEvent[] = [];
    for await (const event of running) events.push(event);
    const summary = await running.done;
    const written = await filesBeyond(folder, before, sample);
    return {
      plan,
      summary,
      events,
      outputs: Object.fromEntries(sinks.map(({ port, sink }) => [port, sink.frames])),
      changedLater: sinks.some(({ sink }) =>
        sink.frames.some((frame, i) => bufferHash(frame) !== sink.hashes[i]),
      ),
      failed,
      written,
      printed: printed.join(""),
      watched: watched.seen,
    };
  });
}

/** When all files of a sample were changed last: 2024-01-01, in seconds. */
const SAMPLE_AGE_S = Date.UTC(2024, 0, 1) / 1000;

/** Services of this machine for a folder that holds the sample's files and goes afterwards. */
export async function withServices<T>(
  { files = {}, network }: Pick<Sample, "files" | "network">,
  work: (host: HostServices, folder: string, printed: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "millrace-contract-"));
  const log: Log = { debug: () => {}, warn: () => {} };
  const disk = diskFiles(folder);
  const models = createModels({ files: disk, clock: systemClock, log });
  const printed: string[] = [];
  const output = { print: (text: string) => void printed.push(text), width: 80 };
  try {
    // At once: hundreds of small files take longer to wait for than to write.
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
      // A sample is written anew for each run, and must not look newer in the second one.
      utimesSync(join(folder, name), SAMPLE_AGE_S, SAMPLE_AGE_S);
    }
    const host = nodeHost({ files: disk, models, log, output });
    return await work(network ? { ...host, network } : host, folder, printed);
  } finally {
    await models.close();
    await rm(folder, { recursive: true });
  }
}

/** What stands in the folder that was not there before, by name. */
export async function filesBeyond(
  folder: string,
  before: readonly string[],
  sample: Sample,
): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: Record<string, string> = {};
  for (const entry of entries.filter((item) => item.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (!before.includes(name)) found[name] = await contentOf(folder, name, sample);
  }
  return found;
}

/** What of a written file counts: its bytes, unless the sample says how it is read. */
export async function contentOf(folder: string, name: string, { reads = {} }: Sample): Promise<string> {
  const path = join(folder, name);
  return Object.hasOwn(reads, name) ? reads[name](path) : readFile(path, "base64");
}

const common = {
  version: 1,
  title: "Test",
  summary: "Stands before or behind the kind under test.",
  params: z.object({}),
  effects: [],
  determinism: "pure",
  state: "none",
} as const;

interface Sink {
  readonly node: AnyNode;
  readonly frames: Frame[];
  /** What each frame held when it arrived. */
  readonly hashes: string[];
}

/** Keeps what arrives, also in a dry run. */
function keep(kind: string, onFrame: () => void = () => {}): Sink {
  const frames: Frame[] = [];
  const hashes: string[] = [];
  const node = defineNode({
    ...common,
    kind,
    category: "control",
    inputs: { in: table() },
    outputs: {},
    schema: () => ({ outputs: {} }),
    process(frame) {
      frames.push(frame);
      hashes.push(bufferHash(frame));
      onFrame();
    },
  });
  return { node, frames, hashes };
}

/** A source that gives the frames it was made with. */
function feed(kind: string, frames: readonly Frame[]): AnyNode {
  return defineNode({
    ...common,
    kind,
    category: "sources",
    inputs: {},
    outputs: { out: table() },
    schema: () => ({ outputs: { out: frames[0].schema } }),
    async produce({ out }) {
      for (const frame of frames) await out.out(frame);
    },
  });
}
