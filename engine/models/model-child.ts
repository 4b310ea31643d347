// A process that runs one model and may be killed: for timeouts, memory ceilings and models that may crash.

import { serveModel } from "./serve-model.ts";
import type { ToRunner } from "./wire-tensors.ts";

const send = process.send?.bind(process);
if (!send) throw new Error("This file is started as a process by Millrace.");
const handle = serveModel(
  (message) => void send(message),
  () => process.disconnect(),
);
process.on("message", (message: ToRunner) => handle(message));
// Ctrl-C goes to the whole group; whether the run stops is for the parent to decide.
process.on("SIGINT", () => {});
// The parent is gone: nobody wants the answer any more.
process.on("disconnect", () => process.exit(0));
