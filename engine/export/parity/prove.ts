// Does the program compute what the workflow computes? It is run in a process of its own, in a folder that holds nothing else.

import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MillraceError } from "../../sdk/errors.ts";
import { compareFolders, type ComparedFile, type Comparison } from "./compare.ts";
import { spawnProgram, type RunProgram } from "./run-program.ts";
import { EXPECTED } from "./samples.ts";

export interface ProofPlace {
  /** The program's folder. */
  readonly program: string;
  /** Where the native packages are installed on this machine; null = the program needs none, or has its own. */
  readonly packages: string | null;
}

export interface ProofWishes {
  readonly signal?: AbortSignal;
  /** Told of each file that was compared. */
  readonly onCompared?: (file: ComparedFile) => void;
  /** Told of the folder that is made for it, which is gone afterwards. */
  readonly onScratch?: (folder: string) => void;
  /** How the program is run, where that is not by Node. */
  readonly runProgram?: RunProgram;
}

/** Compares what the program makes of its samples with what the workflow made. Throws where it does not even run. */
export function prove(place: ProofPlace, wishes: ProofWishes): Promise<Comparison> {
  const compare = (made: string) => compareFolders(join(place.program, EXPECTED), made, wishes.onCompared);
  return computed(place, compare, wishes);
}

/** Does something with the folder of what the program makes of its samples, which is gone afterwards. */
export async function computed<T>(
  { program, packages }: ProofPlace,
  work: (made: string) => T | Promise<T>,
  { signal, onScratch, runProgram = spawnProgram }: Omit<ProofWishes, "onCompared"> = {},
): Promise<T> {
  const empty = mkdtempSync(join(tmpdir(), "millrace-proof-"));
  try {
    onScratch?.(empty);
    const copy = join(empty, "program");
    cpSync(program, copy, { recursive: true });
    if (packages) {
      // Those it may bring along are for another machine.
      rmSync(join(copy, "node_modules"), { recursive: true, force: true });
      symlinkSync(packages, join(copy, "node_modules"), "junction");
    }
    const made = join(empty, "made");
    const { code, output } = await runProgram(copy, ["--selftest", "--keep", made], signal);
    // 1 = it differs, which is compared here once more and told better.
    if (!existsSync(made) || (code !== 0 && code !== 1)) throw notRun(code, output);
    return await work(made);
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

function notRun(code: number | null, output: string): MillraceError {
  return new MillraceError("EXPORT_NOT_RUN", {
    message: `The exported program does not run on its samples: it ended with ${code ?? "a signal"}.`,
    cause: output.trim().split("\n").slice(-5).join("\n"),
    hint: "Its last words are the cause. The folder is as it was.",
  });
}
