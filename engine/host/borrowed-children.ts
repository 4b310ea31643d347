// Children of a process that may not start any: the one that started it starts them, and passes on what they say.

import { MessageChannel, type MessagePort } from "node:worker_threads";
import { startChildrenBy, type ChildEnd, type StartChild } from "./child-process.ts";

/** To the process that starts. `entry` is the name of the file alone: what may be started is not for this side to say. */
export type ChildWish =
  | { readonly child: number; readonly do: "start"; readonly entry: string }
  | { readonly child: number; readonly do: "send"; readonly message: unknown }
  | { readonly child: number; readonly do: "kill" };

/** From there. */
export type ChildNews =
  | { readonly child: number; readonly did: "start"; readonly pid: number }
  | { readonly child: number; readonly did: "say"; readonly message: unknown }
  | { readonly child: number; readonly did: "end"; readonly end: ChildEnd };

/** Where wishes go, and who waits for the news of which child; null while this process starts its children itself. */
let borrowed: Borrowed | null = null;

class Borrowed {
  readonly #wish: (wish: ChildWish) => void;
  readonly #listeners = new Map<number, (news: ChildNews) => void>();
  #last = 0;

  constructor(wish: (wish: ChildWish) => void) {
    this.#wish = wish;
  }

  /** A number for a child to come; what is told of it goes to `heard`. */
  expect(heard: (news: ChildNews) => void): number {
    const child = ++this.#last;
    this.#listeners.set(child, heard);
    return child;
  }

  wish(wish: ChildWish): void {
    this.#wish(wish);
  }

  hear(news: ChildNews): void {
    const heard = this.#listeners.get(news.child);
    if (news.did === "end") this.#listeners.delete(news.child);
    heard?.(news);
  }
}

/** From now on children are borrowed. Answers what takes the news of them; it says whether a message was one. */
export function borrowChildren(wish: (wish: ChildWish) => void): (message: unknown) => boolean {
  const lender = new Borrowed(wish);
  borrowed = lender;
  startChildrenBy(startFrom(lender));
  return (message) => {
    if (typeof message !== "object" || message === null || !("child" in message)) return false;
    lender.hear(message as ChildNews);
    return true;
  };
}

/**
 * For a thread of this process, which has a `borrowChildren` of its own: its wishes go on from here, and its children end with it.
 * Null where threads may start children as this process does.
 */
export function childrenForThread(): MessagePort | null {
  const lender = borrowed;
  if (!lender) return null;
  const { port1: ours, port2: theirs } = new MessageChannel();
  /** The thread's numbers for its children, and ours. */
  const numbers = new Map<number, number>();
  ours.on("message", (wish: ChildWish) => {
    if (wish.do === "start")
      numbers.set(
        wish.child,
        lender.expect((news) => {
          if (news.did === "end") numbers.delete(wish.child);
          ours.postMessage({ ...news, child: wish.child });
        }),
      );
    const child = numbers.get(wish.child);
    if (child !== undefined) lender.wish({ ...wish, child });
  });
  ours.on("close", () => numbers.forEach((child) => lender.wish({ child, do: "kill" })));
  ours.unref();
  return theirs;
}

/** In such a thread. The port does not keep it running: who waits for a child does. */
export function borrowThrough(port: MessagePort): void {
  const take = borrowChildren((wish) => port.postMessage(wish));
  port.on("message", take);
  port.unref();
}

function startFrom(lender: Borrowed): StartChild {
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
