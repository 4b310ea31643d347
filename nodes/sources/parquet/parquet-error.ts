// What DuckDB says of a Parquet file that it cannot read to its end.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import { memoryError, toldBy } from "../../_shared/duckdb/sql-errors.ts";

export function parquetError(thrown: unknown, file: string): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const { kind, message } = toldBy(thrown);
  if (kind === "Out of Memory") return memoryError(message, "params.path", thrown);
  return new MillraceError("PARQUET_DAMAGED", {
    message: `The file cannot be read: ${message.trim().replace(/\.?$/u, ".")}`,
    file,
    path: "params.path",
    hint: "Copy or download it again; the words are DuckDB's own.",
    fatal: true,
    cause: thrown,
  });
}
