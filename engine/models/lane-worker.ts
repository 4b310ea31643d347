// An inference lane: a worker thread with a session of its own.

import { parentPort } from "node:worker_threads";
import { serveModel } from "./serve-model.ts";
import { buffersOf, spentFeeds, type ToRunner } from "./wire-tensors.ts";

const port = parentPort;
if (!port) throw new Error("This file is started as a worker thread by Millrace.");
const handle = serveModel(
  (message, feeds = {}) => {
    if (message.type !== "answer") return port.postMessage(message);
    const spent = spentFeeds(feeds);
    const buffers = new Set([
      ...buffersOf(message.results),
      ...Object.values(spent).map(({ buffer }) => buffer),
    ]);
    port.postMessage({ ...message, spent }, [...buffers] as ArrayBuffer[]);
  },
  () => port.close(),
);
port.on("message", (message: ToRunner) => handle(message));
