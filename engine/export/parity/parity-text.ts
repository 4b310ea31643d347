// parity.json of a program: how it was compared, and with what.

import { cpus } from "node:os";
import { TOLERANCE, type Comparison } from "./compare.ts";

export interface ParityFacts {
  /** Name of the workflow file. */
  readonly workflow: string;
  /** Version of the Millrace that has compared. */
  readonly millrace: string;
  /** Versions that it ran with. */
  readonly packages: Readonly<Record<string, string>>;
  /** What it was compared with, where that is not what the workflow gave. */
  readonly against?: "the engine before";
}

/** Without a time, so that the same workflow gives the same bytes on the same machine. */
export function parityText(facts: ParityFacts, comparison: Comparison): string {
  const { workflow, millrace, packages, against } = facts;
  const { files, values, identical, largest } = comparison;
  const parity = {
    workflow,
    millrace,
    node: process.versions.node,
    packages,
    provider: "cpu",
    machine: `${process.platform} ${process.arch}, ${cpus()[0]?.model ?? "unknown processor"}`,
    ...(against && { against }),
    files,
    values,
    identical,
    largestRelativeDifference: largest,
    tolerance: TOLERANCE,
  };
  return `${JSON.stringify(parity, null, 2)}\n`;
}
