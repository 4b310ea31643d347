// Runs one node kind on frames in memory, with real files beside it and the real runtime behind its models.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Cell } from "../../engine/frames/column.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { createModels } from "../../engine/models/models.ts";
import { runNode, type NodeRun, type NodeRunResult } from "../../engine/sdk/harness.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";

export interface FilesRunResult extends NodeRunResult {
  /** All rows that came out of the port `out`. */
  readonly rows: readonly Record<string, Cell>[];
}

export async function runWithFiles(
  definition: AnyNode,
  files: Readonly<Record<string, string | Uint8Array>>,
  run: Omit<NodeRun, "host">,
): Promise<FilesRunResult> {
  const folder = await mkdtemp(join(tmpdir(), "millrace-node-"));
  const disk = diskFiles(folder);
  const log = { debug: () => {}, warn: () => {} };
  const models = createModels({ files: disk, clock: systemClock, log, threads: 1 });
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    const result = await runNode(definition, {
      ...run,
      host: { files: disk, models, clock: systemClock, log },
    });
    const frames = result.outputs.out ?? [];
    const rows = frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));
    return { ...result, rows };
  } finally {
    await models.close();
    await rm(folder, { recursive: true });
  }
}
