// A child process that answers messages and may be killed at any time.

import { fork } from "node:child_process";
import { beforeKill } from "./before-kill.ts";

export interface ChildEnd {
  /** How it ended, in words: `exit code 3`, `signal SIGABRT`. */
  readonly how: string;
  /** The last it said on stderr. */
  readonly said: string;
}

export interface ChildLink<Out> {
  readonly pid: number;
  send(message: Out): void;
  /** SIGKILL: safe at any time, also in the middle of native code. */
  kill(): void;
  readonly ended: Promise<ChildEnd>;
}

const KEPT_CHARACTERS = 2000;

export type StartChild = <Out extends object, In>(
  entry: string,
  onMessage: (message: In) => void,
) => ChildLink<Out>;

/** Where this process may fork none: whoever starts them instead. */
let elsewhere: StartChild | null = null;

/** From now on children are started in another way. */
export function startChildrenBy(start: StartChild): void {
  elsewhere = start;
}

/** Starts a file of Millrace as a process. Messages are cloned, typed arrays included. It ends when its parent does. */
export const startChild: StartChild = (entry, onMessage) => (elsewhere ?? forkChild)(entry, onMessage);

function forkChild<Out extends object, In>(entry: string, onMessage: (message: In) => void): ChildLink<Out> {
  const child = fork(entry, [], {
    serialization: "advanced",
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr
    ?.setEncoding("utf8")
    .on("data", (text: string) => (said = (said + text).slice(-KEPT_CHARACTERS)));
  child.on("message", (message) => onMessage(message as In));
  const kill = () => void child.kill("SIGKILL");
  // One that computes sees only afterwards that its parent is gone, and nobody watches its memory until then.
  const outlived = beforeKill(kill);
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once("error", (error) => resolve({ how: error.message, said }));
    // `close` comes after the last of stderr, `exit` may come before it.
    child.once("close", (code, signal) =>
      resolve({ how: signal ? `signal ${signal}` : `exit code ${code}`, said: said.trim() }),
    );
  });
  void ended.then(outlived);
  return {
    pid: child.pid ?? 0,
    // A message to a child that has just died is lost; its end is reported.
    send: (message) => void (child.connected && child.send(message, () => {})),
    kill,
    ended,
  };
}
