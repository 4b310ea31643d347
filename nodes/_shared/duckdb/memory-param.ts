// The param by which kinds that use DuckDB are told how much memory they may take.

import { number } from "../../../engine/sdk/params.ts";

/** Less and DuckDB cannot hold the pieces that it reads. */
const LEAST_MEGABYTES = 64;

const memory = {
  title: "Memory",
  help: "What DuckDB may hold in memory; what does not fit is put into a temporary folder meanwhile, where that is possible.",
  unit: "MB",
  min: LEAST_MEGABYTES,
  max: 1024 * 1024,
  integer: true,
  default: 512,
};

export const memoryParam = number(memory);

/** Of a kind that uses DuckDB only where a param says so. */
export const memoryParamWhen = (param: string, value: string) =>
  number({ ...memory, visibleWhen: { param, oneOf: [value] } });
