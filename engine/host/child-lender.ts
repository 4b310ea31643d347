// Who starts the children of a process that may not start any? The one that started it: wishes go there, and news of them come back.

import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { ChildEnd } from "./child-process.ts";

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
let lender: Lender | null = null;

export class Lender {
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

/** From now on children are borrowed from there. */
export function borrowFrom(found: Lender): void {
  lender = found;
}

/**
 * For a thread of this process, which has a `borrowChildren` of its own: its wishes go on from here, and its children end with it.
 * Null where threads may start children as this process does.
 */
export function childrenForThread(): MessagePort | null {
  const from = lender;
  if (!from) return null;
  const { port1: ours, port2: theirs } = new MessageChannel();
  /** The thread's numbers for its children, and ours. */
  const numbers = new Map<number, number>();
  ours.on("message", (wish: ChildWish) => {
    if (wish.do === "start")
      numbers.set(
        wish.child,
        from.expect((news) => {
          if (news.did === "end") numbers.delete(wish.child);
          ours.postMessage({ ...news, child: wish.child });
        }),
      );
    const child = numbers.get(wish.child);
    if (child !== undefined) from.wish({ ...wish, child });
  });
  ours.on("close", () => numbers.forEach((child) => from.wish({ child, do: "kill" })));
  ours.unref();
  return theirs;
}
