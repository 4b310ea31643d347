// The questions of a window itself: before it closes, after its page has crashed, while it does not answer.

import { dialog, type BrowserWindow } from "electron";
import { words } from "./words.ts";

interface Question<A extends string> {
  readonly message: string;
  readonly detail: string;
  /** Answers with their buttons. The first is the usual one. */
  readonly answers: readonly (readonly [A, string])[];
  /** What closing the dialog means. */
  readonly otherwise: A;
}

async function ask<A extends string>(window: BrowserWindow, question: Question<A>): Promise<A> {
  const { message, detail, answers, otherwise } = question;
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message,
    detail,
    buttons: answers.map(([, button]) => button),
    defaultId: 0,
    cancelId: answers.findIndex(([answer]) => answer === otherwise),
    noLink: true,
  });
  return answers[response]?.[0] ?? otherwise;
}

export function askBeforeClosing(
  window: BrowserWindow,
  name: string,
): Promise<"save" | "discard" | "cancel"> {
  const { question, detail, save, discard, cancel } = words.save;
  const answers = [
    ["save", save],
    ["discard", discard],
    ["cancel", cancel],
  ] as const;
  return ask(window, { message: question(name), detail, answers, otherwise: "cancel" });
}

export function askAfterCrash(window: BrowserWindow): Promise<"reload" | "close"> {
  const { question, detail, reload, close } = words.crash;
  const answers = [
    ["reload", reload],
    ["close", close],
  ] as const;
  return ask(window, { message: question, detail, answers, otherwise: "close" });
}

export function askAfterStuck(window: BrowserWindow): Promise<"wait" | "reload"> {
  const { question, detail, wait, reload } = words.stuck;
  const answers = [
    ["wait", wait],
    ["reload", reload],
  ] as const;
  return ask(window, { message: question, detail, answers, otherwise: "wait" });
}
