// Children of a process that may not start any: the one that started it starts them, and passes on what they say.

import type { MessagePort } from "node:worker_threads";
import { borrowFrom, Lender, type ChildNews, type ChildWish } from "./child-lender.ts";
import { startChildrenBy, type ChildEnd, type StartChild } from "./child-process.ts";

/** From now on children are borrowed. Answers what takes the news of them; it says whether a message was one. */
export function borrowChildren(wish: (wish: ChildWish) => void): (message: unknown) => boolean {
  const lender = new Lender(wish);
  borrowFrom(lender);
  startChildrenBy(startFrom(lender));
  return (message) => {
    if (typeof message !== "object" || message === null || !("child" in message)) return false;
    lender.hear(message as ChildNews);
    return true;
  };
}

/** In a thread that was given a port of `childrenForThread`. The port does not keep it running: who waits for a child does. */
export function borrowThrough(port: MessagePort): void {
  const take = borrowChildren((wish) => port.postMessage(wish));
  port.on("message", take);
  port.unref();
}

function startFrom(lender: Lender): StartChild {
  return (entry, onMessage) => {
    let pid = 0;
    let end: (end: ChildEnd) => void;
    const ended = new Promise<ChildEnd>((resolve) => (end = resolve));
    const child = lender.expect((news) => {
      switch (news.did) {
        case "start":
          pid = news.pid;
          return;
        case "say":
          onMessage(news.message as never);
          return;
        case "end":
          end(news.end);
      }
    });
    lender.wish({ child, do: "start", entry: fileName(entry) });
    return {
      get pid() {
        return pid;
      },
      send: (message) => lender.wish({ child, do: "send", message }),
      kill: () => lender.wish({ child, do: "kill" }),
      ended,
    };
  };
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
