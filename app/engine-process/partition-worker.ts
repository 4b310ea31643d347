// The thread that runs parts of a workflow beside the main thread. Built to dist/partition-worker.js.

import { parentPort, workerData } from "node:worker_threads";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import { borrowThrough } from "../../engine/host/borrowed-children.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { nodeHost } from "../../engine/host/host.ts";
import { libraryFiles } from "../../engine/library/files.ts";
import { keepOpen } from "../../engine/models/keep-open.ts";
import { createModels } from "../../engine/models/models.ts";
import type { WorkerStart } from "../../engine/runtime/partition/protocol.ts";
import { servePartitions } from "../../engine/runtime/partition/serve.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { NO_OUTPUT, SILENT_LOG } from "./silent.ts";

const start = workerData as WorkerStart;
if (start.children) borrowThrough(start.children);
const files = libraryFiles(diskFiles(start.folder), () => start.document.models);
// Warnings come with the summary of each part; the main thread tells them.
const log = SILENT_LOG;
const all = createModels({ files, clock: systemClock, log });
const models = keepOpen(all);
const host = nodeHost({ files, models, log, output: NO_OUTPUT });
void servePartitions(parentPort!, start, {
  catalog: createCatalog(nodeKinds),
  host,
  close: async () => {
    await models.close();
    await all.close();
  },
});
