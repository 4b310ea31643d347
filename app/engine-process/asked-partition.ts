// Which part of a batch is a process asked to do? By flag, or by environment variables as a job of many machines sets them.

import { variableName } from "../../engine/export/script/flag-names.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { partitionAt, partitionOf, type Partition } from "../../engine/sdk/partition.ts";

/** `i/n` */
const WHOLE = variableName("partition");
/** From 0, as the index of a job counts. */
const INDEX = variableName("partitionIndex");
const COUNT = variableName("partitions");

export function partitionOfFlag(text: string): Partition {
  return partitionOf(text) ?? refuse("--partition", text);
}

/** Null where nothing is said. A variable that is set to nothing says nothing. */
export function partitionOfEnvironment(env: Readonly<Record<string, string | undefined>>): Partition | null {
  const { [WHOLE]: whole = "", [INDEX]: index = "", [COUNT]: count = "" } = env;
  if (whole !== "") return partitionOf(whole) ?? refuse(WHOLE, whole);
  if (index === "" && count === "") return null;
  const isWhole = [index, count].every((text) => /^\d+$/.test(text));
  const found = isWhole ? partitionAt(Number(index), Number(count)) : null;
  if (found) return found;
  throw new MillraceError("USAGE_PARTITION", {
    message: `${INDEX} and ${COUNT} must say which part, from 0, of how many.`,
    expected: `${INDEX} from 0 to one below ${COUNT}`,
    got: `${INDEX}=${index} ${COUNT}=${count}`,
    hint: `For the second of seven parts: ${INDEX}=1 ${COUNT}=7`,
  });
}

/** A part, asked for together with what is for the whole. */
export function combined(flag: string, message: string): MillraceError {
  return new MillraceError("USAGE_PARTITION", {
    message,
    got: `a part and ${flag}`,
    hint: "Leave one of them out.",
  });
}

function refuse(place: string, got: string): never {
  throw new MillraceError("USAGE_PARTITION", {
    message: `${place} must say which part of how many, from 1/n to n/n.`,
    expected: "i/n, such as 2/7",
    got,
    hint: `For the second of seven parts: ${place}=2/7`,
  });
}
