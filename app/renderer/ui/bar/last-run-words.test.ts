import { expect, test } from "vitest";
import type { RunSummary } from "../../../bridge/shapes.ts";
import { topBarText as text } from "../../strings/top-bar.ts";
import { lastRunWords, type LastRunState } from "./last-run-words.ts";

const summary = (more: Partial<RunSummary>): RunSummary =>
  ({
    outcome: "done",
    elapsedMs: 2100,
    rows: 40,
    rowsFailed: 0,
    error: null,
    nodes: { a: {} },
    ...more,
  }) as unknown as RunSummary;
const DONE: LastRunState = {
  summary: summary({}),
  trouble: null,
  isLost: false,
  dryRun: false,
  limit: null,
  ran: { nodes: [], edges: [] },
  isCurrent: true,
  isFileBack: false,
};
const error = { code: "FILE_MISSING", message: "There is no file." } as RunSummary["error"];
const broke = summary({ outcome: "failed", error });

test.each<[string, Partial<LastRunState>, string, string | RegExp]>([
  ["went through", {}, "good", "2.1\u2009s, 40 rows"],
  ["left rows behind", { summary: summary({ rowsFailed: 2 }) }, "partly", /2 rows failed$/],
  ["took the first rows only", { limit: 100 }, "good", /^First 100 rows: 2.1/],
  ["failed", { summary: broke }, "failed", "Run failed: There is no file."],
  [
    "failed, and the workflow is another since",
    { summary: broke, isCurrent: false },
    "old",
    /^Before your changes: Run failed/,
  ],
  [
    "failed for a file that is back",
    { summary: broke, isCurrent: false, isFileBack: true },
    "old",
    text.fileBack,
  ],
  [
    "failed for a folder that is back",
    {
      summary: summary({ outcome: "failed", error: { ...error, code: "FOLDER_MISSING" } as typeof error }),
      isFileBack: true,
    },
    "old",
    text.folderBack,
  ],
  ["went through before changes", { isCurrent: false }, "old", "Before your changes: 2.1\u2009s, 40 rows"],
  [
    "did not start before changes",
    { trouble: "No.", isCurrent: false },
    "old",
    "Before your changes: Did not start: No.",
  ],
  ["had no node in it", { summary: summary({ nodes: {} }) }, "stopped", text.nothingRan.disabled],
  ["is lost", { isLost: true, isCurrent: false }, "failed", text.lost],
])("a run that %s", (_, more, look, said) => {
  const words = lastRunWords({ ...DONE, ...more });
  expect(words?.look).toBe(look);
  expect(words?.text).toMatch(said);
});

test("nothing is said while nothing has run", () => {
  expect(lastRunWords({ ...DONE, summary: null })).toBeNull();
});
