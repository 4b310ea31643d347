// Children of a process that may not start any: the one that started it starts them, and passes on what they say.

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

/** From now on children are borrowed. Answers what takes the news of them; it says whether a message was one. */
export function borrowChildren(wish: (wish: ChildWish) => void): (message: unknown) => boolean {
  const listeners = new Map<number, (news: ChildNews) => void>();
  let last = 0;
  const start: StartChild = (entry, onMessage) => {
    const child = ++last;
    let pid = 0;
    const ended = new Promise<ChildEnd>((resolve) =>
      listeners.set(child, (news) => {
        switch (news.did) {
          case "start":
            pid = news.pid;
            return;
          case "say":
            onMessage(news.message as never);
            return;
          case "end":
            listeners.delete(child);
            resolve(news.end);
        }
      }),
    );
    wish({ child, do: "start", entry: fileName(entry) });
    return {
      get pid() {
        return pid;
      },
      send: (message) => wish({ child, do: "send", message }),
      kill: () => wish({ child, do: "kill" }),
      ended,
    };
  };
  startChildrenBy(start);
  return (message) => {
    if (typeof message !== "object" || message === null || !("child" in message)) return false;
    const news = message as ChildNews;
    listeners.get(news.child)?.(news);
    return true;
  };
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
