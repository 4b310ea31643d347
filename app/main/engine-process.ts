// The engine as a process of Electron's, and the processes it asks for: it may not start any itself.

import type { Told } from "../bridge/engine-protocol.ts";
import type { EngineLink } from "../host/engine-link.ts";
import type { ChildNews, ChildWish } from "../../engine/host/child-lender.ts";
import { startUtility, type Utility } from "./utility-process.ts";

const ENGINE = "editor-engine.js";
/** What an engine may have started, and what the system calls it. */
const CHILDREN: Readonly<Record<string, string>> = {
  "model-child.js": "Millrace model",
  "program-child.js": "Millrace export",
};

export function startEngineProcess(): EngineLink {
  const children = new Map<number, Utility>();
  const endChildren = () => children.forEach((child) => child.kill());
  let heard: (message: Told) => void = () => {};
  let ended: (how: string) => void = () => {};
  const engine = startUtility("Millrace engine", ENGINE, {
    message: (message) => {
      if (isWish(message)) grant(message);
      else heard(message as Told);
    },
    ended: (how, said) => {
      endChildren();
      const [last] = said.split("\n").slice(-1);
      ended(last ? `${how}: ${last}` : how);
    },
  });
  const tell = (news: ChildNews) => engine.post(news);

  function grant(wish: ChildWish): void {
    const { child } = wish;
    if (wish.do === "send") children.get(child)?.post(wish.message);
    else if (wish.do === "kill") children.get(child)?.kill();
    else if (!Object.hasOwn(CHILDREN, wish.entry))
      tell({ child, did: "end", end: { how: `${wish.entry} is not started for an engine`, said: "" } });
    else
      children.set(
        child,
        startUtility(CHILDREN[wish.entry], wish.entry, {
          started: (pid) => tell({ child, did: "start", pid }),
          message: (message) => tell({ child, did: "say", message }),
          ended: (how, said) => {
            children.delete(child);
            tell({ child, did: "end", end: { how, said } });
          },
        }),
      );
  }

  return {
    post: (message) => engine.post(message),
    onMessage: (listener) => void (heard = listener),
    onExit: (listener) => void (ended = listener),
    kill() {
      endChildren();
      engine.kill();
    },
  };
}

function isWish(message: unknown): message is ChildWish {
  return typeof message === "object" && message !== null && "child" in message;
}
