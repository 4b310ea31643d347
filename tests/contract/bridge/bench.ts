// What a case of the contract is given, and what several of them begin with.

import { join } from "node:path";
import { writeWorkflow } from "../../../engine/document/write.ts";
import type { CallName } from "../../../app/bridge/calls.ts";
import { workflow, type WindowInUse } from "./window-in-use.ts";

export interface Bench {
  readonly window: WindowInUse;
  /** Another window of the same host. */
  readonly other: () => Promise<WindowInUse>;
  /** A folder with `flow.millrace.json`, `rows.csv` (columns a and b), `model.onnx` (16 numbers), `pictures/one.png`, `sounds/one.wav` (4 samples at 16 kHz). */
  readonly folder: string;
  /** Ends processes of the engine as the system does when they fail. */
  readonly killEngines: () => Promise<void>;
  /** Chooses an entry of the host's menus. */
  readonly command: (command: string) => Promise<void>;
}

export type Case = (bench: Bench) => Promise<void>;
/** A case for each call whose name begins so. */
export type Cases<Area extends string> = Readonly<Record<Extract<CallName, `${Area}.${string}`>, Case>>;

export const rows = ["rows", "csv", { path: "rows.csv" }] as const;
export const TABLE = workflow(
  [rows, ["scale", "standardize", { columns: ["a", "b"] }], ["pack", "pack", { columns: ["a", "b"] }]],
  ["rows -> scale", "rows -> pack"],
);
export const PICTURES = workflow([["pictures", "image-folder", { path: "pictures" }]]);
export const SOUND = workflow([["sound", "audio-files", { path: "sounds" }]]);
export const RECORDING = { node: "sound", port: "out", row: 0, column: "audio" };
export const WRITES = workflow([rows, ["out", "write-csv", { path: "out.csv" }]], ["rows -> out"]);
export const ENDLESS = workflow([["rows", "generate", { rows: 1e12 }]]);

export const open = async ({ window, folder }: Bench) =>
  window.bridge.document.open({ path: join(folder, "flow.millrace.json") });
export const previewed = async (bench: Bench, document = TABLE) => {
  const { session } = await open(bench);
  await bench.window.bridge.preview.update({ session, revision: 1, document, rows: 10 });
  return session;
};
export const saved = async (bench: Bench, text: string) => {
  const { session } = await open(bench);
  return { session, ...(await bench.window.bridge.document.save({ session, text })) };
};
/** A workflow without a name that a window has left with a node in it. */
export const leftBehind = async ({ bridge, hosted }: WindowInUse) => {
  const created = await bridge.document.create({});
  const node = { id: "rows", kind: "csv", version: 1, title: "Rows", params: {} };
  const commands = [{ do: "add-node" as const, node, at: { x: 0, y: 0 } }];
  await bridge.document.journal({ session: created.session, commands });
  await hosted.close();
  return created;
};
export const NEW_TEXT = writeWorkflow(WRITES);
/** A trusted session, and a folder to export to. */
export const exporting = async (bench: Bench, { trust = true } = {}) => {
  const { session } = await open(bench);
  if (trust) await bench.window.bridge.document.trust({ session, text: NEW_TEXT });
  return { session, folder: join(bench.folder, "program") };
};
