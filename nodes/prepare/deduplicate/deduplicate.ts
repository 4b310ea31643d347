// deduplicate: keeps one row of those that have the same key.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, columnList, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { isKeyType } from "../../_shared/keys/key-words.ts";
import { Sorting } from "../../_shared/sorting/sorting.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { Deduplication } from "./deduplication.ts";
import { NUMBER, Places } from "./numbered-rows.ts";

interface State {
  readonly rows: Deduplication;
  sorting: Sorting | null;
}

/** Part of the memory that keys may take; the rest is for rows on their way to the disk, and for what V8 has not looked through yet. */
const KEPT = 0.75;

export default defineNode({
  kind: "deduplicate",
  version: 1,
  category: "prepare",
  title: "Deduplicate",
  summary: "Keeps one row of those that have the same key, the first or the last.",
  keywords: ["distinct", "unique", "duplicates", "drop", "dedupe", "repeated"],
  params: paramsOf({
    key: columnList({
      title: "Key",
      help: "Rows with the same values here are the same; empty cells are the same too. No column: all that can be compared count.",
      default: [],
    }),
    keep: choice(["first", "last"], {
      title: "Row that stays",
      help: "The first goes on at once, and only its key is remembered. The last is known at the end: rows are kept until then.",
      labels: { first: "The first", last: "The last" },
      default: "first",
    }),
    memoryMb: number({
      title: "Memory",
      help: "What keys (some 30 bytes each and their texts once), and the rows that are kept, may take. Rows of further keys lie in the folder of the system for temporary files (TMPDIR) until the last one has come.",
      unit: "MB",
      integer: true,
      min: 1,
      default: 512,
      setting: true,
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "whole",
  needs: [],
  alone: () => "other",
  leavesOut: true,

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    return {
      outputs: { out: schema },
      issues: [
        ...unknownColumnIssues(schema, params.key, "params.key"),
        ...repeatedIssues(params.key, "key"),
        ...typeIssues(
          schema,
          params.key,
          "params.key",
          isKeyType,
          "a number, a text or a time",
          "Choose another column.",
        ),
      ],
    };
  },

  open({ params, inputs, host }): State {
    const key = inputs.in.fields
      .filter(({ name, type }) => (params.key.length > 0 ? params.key.includes(name) : isKeyType(type)))
      .map(({ name }) => name);
    const limitBytes = params.memoryMb * BYTES_PER_MB * KEPT;
    const asked = { schema: inputs.in, key, keep: params.keep, limitBytes };
    return { rows: new Deduplication(asked, host.scratch), sorting: null };
  },

  async process(frame, { state, out }) {
    const kept = await state.rows.add(frame);
    if (kept) await out.out(kept);
  },

  async end({ params, state, inputs, out, host, signal }) {
    const { rows } = state;
    if (!rows.spilled) {
      for await (const frame of rows.rest()) if (!signal.aborted) await out.out(frame);
      return;
    }
    const places = new Places(inputs.in);
    const by = { column: NUMBER, descending: false, nulls: "last", text: "code-point" } as const;
    const limitBytes = (params.memoryMb * BYTES_PER_MB) / 2;
    const sorting = (state.sorting = new Sorting([by], places.schema, limitBytes, host.scratch));
    for await (const frame of rows.rest()) {
      if (signal.aborted) return;
      await sorting.add(places.written(frame));
    }
    for await (const frame of sorting.sorted())
      for (const piece of places.read(frame)) if (!signal.aborted) await out.out(piece);
  },

  async close({ state }) {
    await state.rows.close();
    await state.sorting?.close();
  },
});
