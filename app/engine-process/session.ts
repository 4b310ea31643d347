// An open workflow in the engine: its services, its plan and its sample.

import type { EngineReply, EngineRequest } from "../bridge/engine-protocol.ts";
import type { PreviewNode } from "../bridge/shapes.ts";
import type { Catalog } from "../../engine/catalog/catalog.ts";
import type { Command } from "../../engine/document/command.ts";
import type { Issue } from "../../engine/document/issue.ts";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import type { AudioCell, Samples } from "../../engine/frames/audio.ts";
import type { ImageCell } from "../../engine/frames/image.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { closedButDatabases } from "../../engine/host/closed-network.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { libraryFiles } from "../../engine/library/files.ts";
import { keepOpen } from "../../engine/models/keep-open.ts";
import { createModels } from "../../engine/models/models.ts";
import { PlanCache } from "../../engine/plan/plan-cache.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import { suitedParams } from "../../engine/plan/suited.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { Preview, type PortResult } from "../../engine/runtime/preview/preview.ts";
import { isCancel, MillraceError } from "../../engine/sdk/errors.ts";
import type { Files, HostServices } from "../../engine/sdk/services.ts";
import { cellsOf, originsOf, rowOf } from "./cells.ts";
import { summariesOf } from "./column-summary.ts";
import { guardedFiles } from "./guarded-files.ts";
import { inspectModel } from "./inspect-model.ts";
import { Latest } from "./latest.ts";
import { learnParams } from "./learn.ts";
import { pngOf } from "./picture.ts";
import { PlanViews } from "./plan-view.ts";
import { previewView } from "./preview-view.ts";
import { NO_OUTPUT, SILENT_LOG } from "./silent.ts";
import { scatterOf, vectorsOf } from "./scatter.ts";
import { NearSamples } from "./sound/near-samples.ts";
import { partOf } from "./sound/part.ts";
import { peaksOf } from "./sound/peaks.ts";
import { spectrogramOf } from "./sound/spectrogram.ts";
import { wavOf } from "./sound/wav-bytes.ts";
import { tensorPicture, type TensorView } from "./tensor-picture.ts";
import { tensorValues } from "./tensor-values.ts";
import { trainAtNode, trainingStopped, type NodeTraining, type TrainedNode } from "./train/train-node.ts";
import { wholeValue } from "./whole-value.ts";

type Opening = EngineRequest<"session.open">;
type Place = { readonly node: string; readonly port: string };
type CellPlace = Place & { readonly row: number; readonly column: string };
/** Seconds; all of it where nothing is said. */
type SoundPlace = CellPlace & { readonly from?: number; readonly to?: number };

/** Models of the sample that stay loaded between two updates. */
const KEPT_MODELS = 4;

export class EngineSession {
  readonly files: Files;
  readonly catalog: Catalog;
  #opening: Opening;
  /** Of the document that was planned last. */
  #pinned: WorkflowDocument["models"];
  readonly #models;
  readonly #kept;
  /** For looking at the workflow: nothing of the network is asked, but databases for their columns. */
  readonly #host: HostServices;
  readonly #cache = new PlanCache();
  readonly #preview = new Preview();
  readonly #plans = new Latest<EngineReply<"plan.make">>();
  readonly #updates = new Latest<{ revision: number }>();
  readonly #views = new PlanViews();
  readonly #near = new NearSamples();
  /** The cache serves one plan at a time. */
  #planning: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();
  #training: AbortController | null = null;

  constructor(opening: Opening, catalog: Catalog) {
    this.#opening = opening;
    this.catalog = catalog;
    const guarded = guardedFiles(diskFiles(opening.folder), () => this.#opening.allowed);
    this.files = libraryFiles(guarded, () => this.#pinned);
    this.#models = createModels({ files: this.files, clock: systemClock, log: SILENT_LOG });
    this.#kept = keepOpen(this.#models, this.files);
    this.#host = { ...this.hostWith({ models: this.#kept }), network: closedButDatabases };
  }

  /** The path of the workflow; beside which one would lie that has never been saved. */
  get flowPath(): string {
    return this.#opening.path ?? this.files.resolve("untitled.millrace.json");
  }

  hostWith({ models }: Pick<HostServices, "models">): HostServices {
    return nodeHost({ files: this.files, models, log: SILENT_LOG, output: NO_OUTPUT });
  }

  /** Whether it can be told of the change; a folder is for good. */
  reopen(opening: Opening): boolean {
    if (opening.folder !== this.#opening.folder) return false;
    this.#opening = opening;
    return true;
  }

  /** `asks`: whether nodes may ask others over the network, as they do in a run. */
  plan(
    document: WorkflowDocument,
    signal: AbortSignal,
    { forRun = false, asks = false }: { readonly forRun?: boolean; readonly asks?: boolean } = {},
  ): Promise<Plan> {
    this.#pinned = document.models;
    const make = () =>
      makePlan(document, this.catalog, {
        host: asks ? this.hostWith({ models: this.#kept }) : this.#host,
        cache: this.#cache,
        file: this.#opening.path ?? undefined,
        signal,
        forRun,
        mayReachOut: this.#opening.trusted ?? true,
      });
    const plan = this.#planning.then(make, make);
    this.#planning = plan;
    return plan;
  }

  planView(asked: Omit<EngineRequest<"plan.make">, "session">): Promise<EngineReply<"plan.make">> {
    const { revision, since } = asked;
    return this.#plans.run(revision, async (signal) => {
      // Something newer waits already.
      const nothing = { revision, since: null, nodes: {}, gone: [], issues: [] };
      if (signal.aborted) return nothing;
      const plan = await this.plan(this.#views.documentOf(asked), signal);
      return signal.aborted ? nothing : this.#views.next(revision, since, plan);
    });
  }

  async trial(document: WorkflowDocument): Promise<Issue[]> {
    return [...(await this.plan(document, this.#closing.signal)).issues];
  }

  async suited(document: WorkflowDocument, nodes: readonly string[]): Promise<Command[]> {
    return suitedParams(await this.plan(document, this.#closing.signal), nodes);
  }

  learn(document: WorkflowDocument, node: string): Promise<Record<string, unknown>> {
    const services = { catalog: this.catalog, host: this.hostWith({ models: this.#kept }) };
    return learnParams(document, node, services, this.#closing.signal);
  }

  async train(document: WorkflowDocument, asked: NodeTraining): Promise<TrainedNode> {
    this.#training?.abort();
    const training = new AbortController();
    this.#training = training;
    const signal = AbortSignal.any([training.signal, this.#closing.signal]);
    try {
      return await trainAtNode(
        document,
        asked,
        { catalog: this.catalog, host: this.#host, files: this.files },
        signal,
      );
    } catch (thrown) {
      throw isCancel(thrown) ? trainingStopped() : thrown;
    }
  }

  stopTraining(): void {
    this.#training?.abort();
  }

  async inspect(path: string): Promise<Record<string, unknown>> {
    return { ...(await inspectModel(this.files, path)), file: path };
  }

  update(
    { revision, document, rows, pinned }: Omit<EngineRequest<"preview.update">, "session">,
    onNode: (node: string, result: PreviewNode) => void,
  ): Promise<{ revision: number }> {
    return this.#updates.run(revision, async (signal) => {
      if (signal.aborted) return { revision };
      const plan = await this.plan(document, signal);
      if (signal.aborted) return { revision };
      await this.#preview.update(plan, {
        host: this.#host,
        rows,
        signal,
        pinned: new Set(pinned),
        onNode: (node, preview) => {
          if (!signal.aborted) onNode(node, previewView(preview));
        },
      });
      await this.#kept.trim(KEPT_MODELS);
      return { revision };
    });
  }

  async stopPreview(keep = false): Promise<void> {
    await this.#updates.stop();
    if (keep) return;
    this.#preview.clear();
    this.#near.clear();
    await this.#kept.close();
  }

  rows(place: Place & { readonly from: number; readonly to: number }): EngineReply<"preview.rows"> {
    const { frames, rows } = this.#port(place);
    const { from, to } = place;
    return { rows, cells: cellsOf(frames, from, to), lineage: originsOf(frames, from, to) };
  }

  columns(place: Place): EngineReply<"preview.columns"> {
    const { frames, schema } = this.#port(place);
    return { columns: summariesOf(schema.fields, frames) };
  }

  value({ limit, ...place }: CellPlace & { readonly limit: number }): EngineReply<"preview.value"> {
    const { column, row } = this.#cell(place);
    return wholeValue(column, row, limit);
  }

  async image({
    size,
    view = { channel: null, swapped: false },
    ...place
  }: CellPlace & { readonly size: number; readonly view?: TensorView }): Promise<
    EngineReply<"preview.image">
  > {
    const { column, row } = this.#cell(place);
    if (column.layout === "tensor") {
      const drawn = await tensorPicture(column, row, size, view);
      if (!drawn) throw nothingThere(place, "no picture");
      const { tensor, ...picture } = drawn;
      return tensor ? { ...picture, tensor: { ...tensor, channels: [...tensor.channels] } } : picture;
    }
    const image = column.get(row);
    if (column.type.type !== "image" || image === null) throw nothingThere(place, "no picture");
    return pngOf(image as ImageCell, size);
  }

  async sound({
    points,
    ...place
  }: SoundPlace & { readonly points: number }): Promise<EngineReply<"preview.sound">> {
    const samples = await this.#samples(place);
    const part = partOf(samples, place.from, place.to);
    const { from: start, to: end } = partOf(samples);
    const facts = { rate: samples.rate, channels: samples.channels.length, start, end };
    return { ...facts, from: part.from, to: part.to, ...peaksOf(samples, part, points) };
  }

  async spectrogram({
    columns,
    rows,
    ...place
  }: SoundPlace & { readonly columns: number; readonly rows: number }): Promise<
    EngineReply<"preview.spectrogram">
  > {
    const samples = await this.#samples(place);
    const part = partOf(samples, place.from, place.to);
    return { from: part.from, to: part.to, ...spectrogramOf(samples, part, columns, rows) };
  }

  async wav(place: SoundPlace): Promise<EngineReply<"preview.wav">> {
    const samples = await this.#samples(place);
    return wavOf(samples, partOf(samples, place.from, place.to));
  }

  scatter({
    column,
    rows,
    ...place
  }: Place & { readonly column: string; readonly rows: number }): EngineReply<"preview.scatter"> {
    const vectors = vectorsOf(this.#port(place).frames, column, rows);
    if (!vectors) throw nothingThere(place, "no vectors");
    return scatterOf(vectors);
  }

  tensor({ limit, ...place }: CellPlace & { readonly limit: number }): EngineReply<"preview.tensor"> {
    const { column, row } = this.#cell(place);
    if (column.layout !== "tensor") throw nothingThere(place, "no tensor");
    return tensorValues(column, row, limit);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#plans.stop();
    await this.stopPreview();
    await this.#models.close();
  }

  #port(place: Place): PortResult {
    const found = this.#preview.port(place.node, place.port);
    if (!found) throw nothingThere(place, "no result");
    return found;
  }

  async #samples(place: SoundPlace): Promise<Samples> {
    const { column, row } = this.#cell(place);
    const audio = column.get(row);
    if (column.type.type !== "audio" || audio === null) throw nothingThere(place, "no recording");
    return this.#near.of(audio as AudioCell);
  }

  #cell(place: CellPlace) {
    const found = rowOf(this.#port(place).frames, place.row);
    const column = found?.frame.find(place.column);
    if (!found || !column) throw nothingThere(place, "no such cell");
    return { column, row: found.row };
  }
}

function nothingThere({ node, port }: Place, what: string): MillraceError {
  return new MillraceError("PREVIEW_MISSING", {
    message: `The sample has ${what} at ${node}.${port}.`,
    node,
    port,
    hint: "The sample has changed meanwhile, or the node has not been reached: look at it again.",
  });
}
