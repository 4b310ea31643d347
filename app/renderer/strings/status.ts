// The line at the bottom.

import { bytes, count } from "../ui/format.ts";

const rowsText = (rows: number) => `${count(rows)} ${rows === 1 ? "row" : "rows"}`;

export const statusText = {
  label: "Status",
  engine: { starting: "Engine starting…", ready: "Engine ready", crashed: "Engine stopped" },
  disconnected: "Not connected",
  memory: (mb: number) => bytes(mb * 1_000_000),
  memoryHelp: "Memory of the engine",
  cached: (cached: number, all: number) => `Cached ${count(cached)} of ${count(all)}`,
  cachedHelp: "Nodes whose preview was still there and not computed again",
  issues: (issues: number) => (issues === 1 ? "1 issue" : `${count(issues)} issues`),
  noIssues: "No issues",
  issuesHelp: "Show what is wrong",
  zoom: (zoom: number) => `${Math.round(zoom * 100)} %`,
  zoomHelp: "Zoom to 100 %",
  sample: (rows: number) => `Sample ${rowsText(rows)}`,
  sampleHelp: "Rows of each source that the preview computes with",
  sampleSize: "Rows of each source",
  stopSample: (time: string) => `Stop the sample (${time})`,
  sampleStopped: "Sample stopped",
  resumeSample: "Compute the sample",
  previewOff: "Preview off",
  previewOn: "Preview while editing",
  rows: rowsText,
  scheme: { light: "Light", dark: "Dark", auto: "System" },
  schemeHelp: "Light or dark",
} as const;
