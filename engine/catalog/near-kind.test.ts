// Which kind is meant by a name that is none.

import { expect, test } from "vitest";
import { nearKind } from "./near-kind.ts";

const KINDS = ["csv", "write-csv", "write-text", "text-split", "text-clean", "standardize", "parquet"];

test.each([
  ["standardise", "standardize"],
  ["read-csv", "csv"],
  ["readCsv", "csv"],
  ["csv_reader", "csv"],
  ["write-csv-file", "write-csv"],
  ["parquet-source", "parquet"],
  // Both of its kinds have two words.
  ["text-split-and-clean", null],
  ["teleport", null],
  ["", null],
])("%j is %j", (name, kind) => {
  expect(nearKind(name, KINDS)).toBe(kind);
});
