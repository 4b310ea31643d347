// How often, how fast and how long a kind of the network asks.

import { keyValues, number } from "../../../engine/sdk/params.ts";

export const headersParam = (help: string) => ({
  headers: keyValues({ title: "Headers", help, example: { "X-Source": "millrace" }, default: {} }),
});

export const sendingParams = {
  timeoutSeconds: number({
    title: "Time limit",
    help: "For one request, until the last byte of its answer.",
    unit: "s",
    min: 0.1,
    max: 3600,
    default: 30,
  }),
  retries: number({
    title: "Tries again",
    help: "After HTTP 408, 429 and 5xx, a time limit, or a connection that broke: each time after a longer pause, or the one that the server asks for (Retry-After).",
    min: 0,
    max: 100,
    integer: true,
    default: 4,
  }),
  longestWaitSeconds: number({
    title: "Longest pause",
    help: "A server that asks for a longer one is not asked again.",
    unit: "s",
    min: 0,
    max: 86_400,
    default: 120,
  }),
  requestsPerSecond: number({
    title: "Requests a second",
    help: "At the most; 0 sets no limit.",
    labels: { 0: "no limit" },
    min: 0,
    max: 100_000,
    default: 0,
  }),
};

export interface SendingSettings {
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly longestWaitSeconds: number;
  readonly requestsPerSecond: number;
}
