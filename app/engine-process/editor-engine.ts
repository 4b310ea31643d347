// The engine of the editor, as a process of its own. Built to dist/editor-engine.js.

import * as z from "zod/mini";
import { answerFrom } from "../bridge/bridge.ts";
import { askedShape, engineCalls, type Told, type ToldEvent } from "../bridge/engine-protocol.ts";
import { borrowChildren } from "../../engine/host/borrowed-children.ts";
import type { ChildWish } from "../../engine/host/child-lender.ts";
import { cleaned } from "../../engine/host/handed-out.ts";
import { endWithParent } from "../../engine/host/end-with-parent.ts";
import { parentPort } from "../../engine/host/parent-port.ts";
import { engineHandlers, failureOf, memoryMb, type Tell } from "./engine.ts";

const STATE_EVERY_MS = 2000;

const port = parentPort<Told | ChildWish>();
if (!port) throw new Error("editor-engine.js is started by the editor's host.");

// The pair is right by the type of `Tell`.
const tell: Tell = (event, value) => port.send(cleaned({ event, value }) as ToldEvent);
const tellState = () =>
  tell("engine.state", { session: null, state: "ready", node: null, memoryMb: memoryMb() });
/** In Electron the main process starts what runs a model for itself. */
const isOfChild = port.forks ? () => false : borrowChildren((wish) => port.send(wish));
const handlers = engineHandlers(tell);
/** In the middle of a model it does not hear that its host is gone. Electron ends its processes by itself. */
let isWatched = !port.forks;
const watchHost = () => {
  if (!isWatched) endWithParent();
  isWatched = true;
};

port.listen(
  (message) => {
    if (isOfChild(message)) return;
    const asked = z.safeParse(askedShape, message);
    if (!asked.success) return;
    const { id, call, request } = asked.data;
    // Not before there is something to compute: one that lies ready for a run needs no thread.
    if (call === "session.open") watchHost();
    void answerFrom(engineCalls, handlers, call, request, failureOf).then((answer) =>
      port.send(cleaned({ id, answer })),
    );
  },
  // Nobody is left who could want what is still being done.
  () => process.exit(0),
);
tellState();
setInterval(tellState, STATE_EVERY_MS).unref();
