// A process that runs one model and may be killed: for timeouts, memory ceilings and models that may crash.

import { endWithParent } from "../host/end-with-parent.ts";
import { parentPort } from "../host/parent-port.ts";
import { serveModel } from "./serve-model.ts";
import type { ToRunner } from "./wire-tensors.ts";

const port = parentPort();
if (!port) throw new Error("This file is started as a process by Millrace.");
const handle = serveModel(
  (message) => port.send(message),
  () => port.leave(),
);
port.listen(
  (message) => handle(message as ToRunner),
  // The parent is gone: nobody wants the answer any more.
  () => process.exit(0),
);
// It hears of that only when it does not compute, and a model may do so for ever.
endWithParent();
// Ctrl-C goes to the whole group; whether the run stops is for the parent to decide.
process.on("SIGINT", () => {});
