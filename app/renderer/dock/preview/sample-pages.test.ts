import { expect, test } from "vitest";
import { BridgeError } from "../../../bridge/bridge.ts";
import type { PreviewPort } from "../../../bridge/shapes.ts";
import { PAGE_ROWS, SamplePages, type LoadRows } from "./sample-pages.ts";

const port = (rows: number, head = 2): PreviewPort => ({
  schema: { fields: [] },
  rows,
  head: Array.from({ length: Math.min(rows, head) }, (_, row) => [row]),
  sparks: [],
});

function sample(rows: number, failFirst = 0) {
  const asked: [number, number][] = [];
  let fails = failFirst;
  const load: LoadRows = async (from, to) => {
    asked.push([from, to]);
    if (fails-- > 0) throw new Error("the engine is gone");
    const cells = Array.from({ length: to - from }, (_, at) => [from + at]);
    return { rows, cells, lineage: cells.map(([row]) => `line ${row + 2}`) };
  };
  return { pages: new SamplePages(port(rows), load), asked };
}

test("the head is there before anything was fetched", () => {
  const { pages, asked } = sample(500);
  expect(pages.row(1)).toEqual({ cells: [1], lineage: "" });
  expect(pages.row(2)).toBeUndefined();
  expect(asked).toEqual([]);
});

test("a page is fetched once, also while it is on its way", async () => {
  const { pages, asked } = sample(500);
  pages.need(0, 30);
  pages.need(10, 40);
  await pages.all();
  pages.need(0, 500);
  expect(asked).toEqual([
    [0, PAGE_ROWS],
    [PAGE_ROWS, 2 * PAGE_ROWS],
    [2 * PAGE_ROWS, 500],
  ]);
  expect(pages.row(499)).toEqual({ cells: [499], lineage: "line 501" });
  expect(pages.isWhole).toBe(true);
});

test("rows across two pages ask for both, rows behind the end for none", () => {
  const { pages, asked } = sample(500);
  pages.need(PAGE_ROWS - 1, PAGE_ROWS + 1);
  expect(asked.map(([from]) => from)).toEqual([0, PAGE_ROWS]);
  pages.need(600, 700);
  expect(asked).toHaveLength(2);
});

test("all rows are answered in their order", async () => {
  const { pages } = sample(450);
  const rows = await pages.all();
  expect(rows.map(({ cells }) => cells[0])).toEqual(Array.from({ length: 450 }, (_, row) => row));
});

test("who listens hears of every page, and the version moves", async () => {
  const { pages } = sample(300);
  let heard = 0;
  const off = pages.subscribe(() => heard++);
  await pages.all();
  expect([heard, pages.version()]).toEqual([2, 2]);
  off();
});

test("a page that failed says why, and comes when it is asked for again", async () => {
  const { pages, asked } = sample(100, 1);
  await pages.all();
  expect(pages.trouble).toBe("the engine is gone");
  expect(pages.isWhole).toBe(false);
  pages.need(0, 10);
  expect(asked).toHaveLength(1);
  pages.retry();
  await pages.all();
  expect(pages.trouble).toBeNull();
  expect(pages.isWhole).toBe(true);
});

test.each([
  ["ENGINE_STOPPED", { mayCome: true, isLost: false }],
  ["HOST_GONE", { mayCome: true, isLost: false }],
  ["PREVIEW_MISSING", { mayCome: false, isLost: true }],
  ["BRIDGE_SHAPE", { mayCome: false, isLost: false }],
])("rows that failed with %s: %j", async (code, expected) => {
  const load = () => Promise.reject(new BridgeError({ code, message: "…" }));
  const pages = new SamplePages(port(100), load);
  await pages.all();
  expect({ mayCome: pages.mayCome, isLost: pages.isLost }).toEqual(expected);
});

test("an empty sample asks for nothing and is whole", async () => {
  const { pages, asked } = sample(0);
  pages.need(0, 10);
  expect(await pages.all()).toEqual([]);
  expect([pages.isWhole, asked]).toEqual([true, []]);
});
