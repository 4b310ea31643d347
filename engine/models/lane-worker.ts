// An inference lane: a worker thread with a session of its own.

import { parentPort } from "node:worker_threads";
import { serveModel } from "./serve-model.ts";
import { buffersOf, type ToRunner } from "./wire-tensors.ts";

const port = parentPort;
if (!port) throw new Error("This file is started as a worker thread by Millrace.");
const handle = serveModel(
  (message) => port.postMessage(message, message.type === "answer" ? buffersOf(message.results) : []),
  () => port.close(),
);
port.on("message", (message: ToRunner) => handle(message));
