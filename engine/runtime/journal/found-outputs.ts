// Are the unfinished outputs still as a run left them?

import { partOf } from "../../host/output-target.ts";
import type { Files } from "../../sdk/services.ts";
import { outputChanged } from "./errors.ts";
import { sampledSum } from "./sampled-sum.ts";
import type { Checkpoint, OutputMark } from "./records.ts";

/** `part`: as far as the checkpoint says, and maybe more. `placed`: it has taken its place before the run was ended. */
export type FoundOutput = OutputMark & { readonly is: "part" | "placed" };

const BLOCK_BYTES = 1024 * 1024;

/** Looks at what is going to be kept; throws for the first output of which it is not there. */
export async function findOutputs(
  { outputs, ended }: Checkpoint,
  files: Files,
): Promise<readonly FoundOutput[]> {
  return Promise.all(
    outputs.map(async (mark) => {
      const trouble = await troubleOf(partOf(mark.path), mark, files);
      if (trouble === null) return { ...mark, is: "part" as const };
      const isPlaced = ended && (await troubleOf(mark.path, mark, files)) === null;
      if (!isPlaced) throw outputChanged(partOf(mark.path), mark.node, trouble);
      return { ...mark, is: "placed" as const };
    }),
  );
}

/** What is wrong with the file that holds the bytes, or should. */
async function troubleOf(path: string, { bytes, sum }: OutputMark, files: Files): Promise<string | null> {
  const found = await files.stat(path);
  if (!found) return "it is gone";
  if (found.size < bytes) return `it had ${bytes} bytes and has ${found.size}`;
  const reader = await files.open(path);
  try {
    const block = new Uint8Array(BLOCK_BYTES);
    let got = 0;
    let own = 0;
    while (got < bytes) {
      const read = await reader.read(block.subarray(0, Math.min(BLOCK_BYTES, bytes - got)), got);
      if (read === 0) break;
      own = sampledSum(block.subarray(0, read), own, got);
      got += read;
    }
    return got === bytes && own === sum ? null : "its content is another";
  } finally {
    await reader.close();
  }
}
