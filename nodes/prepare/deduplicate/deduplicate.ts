// deduplicate: keeps one row of those that have the same key.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { choice, columnList, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { KeyTable } from "../../_shared/keys/key-table.ts";
import { KeyWords } from "../../_shared/keys/key-words.ts";
import { isKeyType } from "../../_shared/keys/key-words.ts";
import { takeMasked } from "../../_shared/row-selection.ts";
import { BYTES_PER_MB } from "../../_shared/tables/frame-bytes.ts";
import { LastRows } from "./last-rows.ts";

interface State {
  readonly key: readonly string[];
  readonly words: KeyWords;
  readonly table: KeyTable;
  /** Set where the last rows are kept. */
  readonly last: LastRows | null;
}

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
      help: "What keys (some 20 bytes each and their texts once), and the rows that are kept, may take. More ends the run.",
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

  open({ params, inputs }): State {
    const fields = inputs.in.fields.filter(({ name, type }) =>
      params.key.length > 0 ? params.key.includes(name) : isKeyType(type),
    );
    const words = new KeyWords(fields.map(({ type }) => type));
    const last = params.keep === "last" ? new LastRows(params.memoryMb * BYTES_PER_MB) : null;
    return { key: fields.map(({ name }) => name), words, table: new KeyTable(words.width), last };
  },

  async process(frame, { params, state, out }) {
    const { key, words, table: keys, last } = state;
    const columns = key.map((name) => frame.column(name));
    const known = keys.size;
    const numbers = keys.addAll(words.of(columns, frame.length), frame.length);
    last?.add(frame, numbers, keys.size);
    checkMemory(state, params.memoryMb);
    if (!last) await out.out(takeMasked(frame, firsts(numbers, known)));
  },

  async end({ state, out, signal }) {
    for (const frame of state.last?.frames() ?? []) {
      if (signal.aborted) return;
      await out.out(frame);
    }
  },
});

/** Which rows have a key that had not come before: numbers count up with each new one. */
function firsts(numbers: Int32Array, known: number): Uint8Array {
  const mask = new Uint8Array(numbers.length);
  let next = known;
  for (let row = 0; row < numbers.length; row++) {
    if (numbers[row] !== next) continue;
    mask[row] = 1;
    next++;
  }
  return mask;
}

function checkMemory({ words, table: keys, last }: State, memoryMb: number): void {
  const bytes = words.bytes + keys.bytes + (last?.bytes ?? 0);
  if (bytes <= memoryMb * BYTES_PER_MB) return;
  throw new MillraceError("MEMORY_LIMIT", {
    message: `${keys.size} different keys${last ? " and their rows" : ""} take more memory than they may.`,
    expected: `at most ${memoryMb} MB`,
    got: `${Math.ceil(bytes / BYTES_PER_MB)} MB so far`,
    hint: 'Raise "Memory" (memoryMb), or compare fewer columns.',
    fatal: true,
  });
}
