// What the engine could not answer because it was away is asked for again once it answers, without anybody having to say so.

import { useEffect, useState } from "react";
import type { Bridge } from "../../../bridge/bridge.ts";
import { failureOf } from "../../failure.ts";

/** The connection broke, the process ended or was ended, or another host is there that does not know the workflow yet. */
const AWAY = new Set(["HOST_GONE", "ENGINE_CRASHED", "ENGINE_STOPPED", "SESSION_UNKNOWN"]);

export function wasAway(thrown: unknown): boolean {
  return AWAY.has(failureOf(thrown).code);
}

/** The result went with a process that was ended: to ask again is no use before it is computed again. */
export function isLostResult(thrown: unknown): boolean {
  return failureOf(thrown).code === "PREVIEW_MISSING";
}

/** Counts signs of life while one is waited for: the engine that computes samples gives one every two seconds. */
export function useEngineAnswers(bridge: Bridge, isWaiting: boolean): number {
  const [answers, setAnswers] = useState(0);
  useEffect(() => {
    if (!isWaiting) return;
    return bridge.on("engine.state", ({ session, state }) => {
      if (session === null && state === "ready") setAnswers((count) => count + 1);
    });
  }, [bridge, isWaiting]);
  return answers;
}
