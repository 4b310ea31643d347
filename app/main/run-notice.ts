// Tells that a run has ended while nobody looks at its window, and how far it is in the task bar.

import { Notification, type BrowserWindow } from "electron";
import type { EventOf } from "../bridge/calls.ts";
import { words } from "./words.ts";

type RunEvent = EventOf<"run.event">["event"];

const NO_BAR = -1;
/** A bar that runs without an end: nobody knows how much there is. */
const ENDLESS_BAR = 2;

export function noticeRun(event: RunEvent, window: BrowserWindow): void {
  if (event.type === "run-started") window.setProgressBar(ENDLESS_BAR);
  else if (event.type === "progress") window.setProgressBar(event.share ?? ENDLESS_BAR);
  else if (event.type === "run-done") {
    window.setProgressBar(NO_BAR);
    if (!window.isFocused() && Notification.isSupported()) tell(event.summary, window);
  }
}

/** Nobody knows yet whether the next page takes the run up. */
export function forgetRun(window: BrowserWindow): void {
  window.setProgressBar(NO_BAR);
}

function tell(summary: Extract<RunEvent, { type: "run-done" }>["summary"], window: BrowserWindow): void {
  const notice = new Notification({
    title: words.run[summary.outcome],
    body: summary.error?.message ?? words.run.rows(summary.rows, summary.rowsFailed),
  });
  notice.on("click", () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  notice.show();
}
