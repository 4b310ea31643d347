// report: what stands in the page and in Markdown, that nothing of a cell is markup, and that it stays small whatever comes.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { HistogramBins } from "./histogram-bins.ts";
import { LinePoints } from "./line-points.ts";
import report from "./report.ts";
import { SampledPoints } from "./sampled-points.ts";
import { roundEnds } from "./ticks.ts";

const schema = {
  fields: [field("city", "text"), field("time", "timestamp"), field("price", "float64"), field("n", "int64")],
};
const DAY = 86_400_000;
const table = (rows: readonly Record<string, Cell>[]) =>
  frameOf(
    schema,
    rows.map((row) => ({ city: null, time: null, price: null, n: null, ...row })),
  );
const rows = [
  { city: "Oslo", time: 0, price: 2, n: 1n },
  { city: "Rome", time: DAY, price: 8, n: 2n },
  { city: "Oslo", time: 2 * DAY, price: 4.5, n: 3n },
  { city: null, time: 3 * DAY, price: null, n: 4n },
];
const charts = [
  { kind: "line", x: "time", y: "price", title: "Prices" },
  { kind: "bars", x: "city", y: "price", of: "sum" },
  { kind: "histogram", x: "n" },
  { kind: "scatter", x: "price", y: "n" },
  { kind: "line", x: "n", y: "price", each: "city" },
];

async function written(given: readonly Record<string, Cell>[], params: Record<string, unknown>, cut = 2) {
  const files = memoryFiles();
  const { issues } = await runNode(report, {
    params: { path: "r.html", ...params },
    inputs: { in: recut([table(given)], cut) },
    host: { files },
  });
  expect(issues).toEqual([]);
  return files;
}

const page = async (given: readonly Record<string, Cell>[], params: Record<string, unknown>, cut?: number) =>
  (await written(given, params, cut)).text("r.html")!;

describe("report", () => {
  test("a page has title, text, figures, charts with their values, and rows", async () => {
    const html = await page(rows, { title: "Cities & prices", text: "One.\n\nTwo <b>.", charts });
    expect(html).toContain("<h1>Cities &amp; prices</h1>");
    expect(html).toContain("<p>One.</p>\n<p>Two &lt;b&gt;.</p>");
    expect(html).toContain('<th scope="row">price</th><td class="number">3</td><td class="number">2</td>');
    expect([...html.matchAll(/<figcaption>([^<]*)</gu)].map(([, name]) => name)).toEqual([
      "Prices",
      "Sum of price by city",
      "Distribution of n",
      "n by price",
      "price by n, for each city",
    ]);
    expect(html).toContain("<tr><td>Rome</td><td>8</td></tr>\n<tr><td>Oslo</td><td>6.5</td></tr>");
    expect(html).toContain("A line of 3 values of price, from 2 at 1970-01-01");
    expect(html).toContain("<caption>All 4 rows</caption>");
    // Each picture is named and described by elements of its own.
    for (const [, ids] of html.matchAll(/aria-labelledby="([^"]*)"/gu))
      for (const id of ids.split(" ")) expect(html.split(`id="${id}"`)).toHaveLength(2);
  });

  test("Markdown has its charts in files beside it", async () => {
    const files = await written(rows, { path: "out/r.md", title: "A|B", charts: charts.slice(0, 2) });
    const text = files.text("out/r.md")!;
    expect(text).toMatch(/^# A\\\|B\n/u);
    expect(text).toContain("](<r-1.svg>)");
    expect(text).toContain("| Rome | 8 |");
    expect(files.text("out/r-2.svg")).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<\/svg>\n$/su);
    expect(text).not.toMatch(/r-3\.svg/u);
  });

  test.each(["r.html", "r.md"])("whatever stands in cells, names and texts is text (%s)", async (path) => {
    const evil = `"><script>alert(1)</script>](x) | \`a\` ![i](http://x/y) onload='z'`;
    const given = rows.map((row) => ({ ...row, city: evil }));
    const files = await written(given, {
      path,
      title: evil,
      text: evil,
      charts: [{ ...charts[1], title: evil }],
    });
    for (const name of [path, "r-1.svg"]) {
      const page = files.text(name) ?? "";
      if (name.endsWith(".md")) expect(page).not.toMatch(/(^|[^\\])(<script|`|!\[i|\]\(x)/u);
      else expect(page).not.toMatch(/<script|<img|onload='/u);
    }
  });

  test.each<[Record<string, unknown>, string, Cell[]]>([
    [{ rows: "first", maxRows: 2 }, "The first 2 of 4 rows", ["Oslo", "Rome"]],
    [{ rows: "last", maxRows: 2 }, "The last 2 of 4 rows", ["Oslo", ""]],
    [{ rows: "top", by: "price", maxRows: 2 }, "The 2 of 4 rows with the greatest price", ["Rome", "Oslo"]],
  ])("%j shows %s", async (params, title, cities) => {
    for (const cut of [1, 3]) {
      const html = await page(rows, { ...params, numbers: false, columns: ["city"] }, cut);
      expect(html).toContain(`<caption>${title}</caption>`);
      expect([...html.matchAll(/<td>([^<]*)</gu)].map(([, text]) => text)).toEqual(cities);
    }
  });

  test("a line for each value of a column, by name, with a key; more than eight are told of", async () => {
    const chart = { kind: "line", x: "time", y: "price", each: "city" };
    const html = await page(rows, { charts: [chart] });
    expect(html).toContain("<figcaption>price by time, for each city</figcaption>");
    expect(html.match(/<path class="line line-\d" d="M[^"]*"/gu)).toHaveLength(2);
    expect(html).toMatch(
      /Lines of 3 values of price, one for each city: Oslo from 2 at 1970-01-01\S* to 4\.5 at/u,
    );
    expect(html).toContain("<tr><td>Oslo</td><td>2</td><td>2</td><td>4.5</td><td>2</td><td>4.5</td></tr>");
    const many = Array.from({ length: 20 }, (_, i) => ({ city: `c${i % 10}`, time: i * DAY, price: i }));
    const some = await page(many, { charts: [chart] });
    expect(some.match(/<path class="line line-\d"/gu)).toHaveLength(8);
    expect(some).toContain("The 8 values of city that come first have a line; 4 rows of others have none.");
  });

  test("one line of several things is told as that", async () => {
    const two = rows.slice(0, 3).flatMap((row) => [row, { ...row, price: row.price! + 100 }]);
    const html = await page(two, { charts: [charts[0]] });
    expect(html).toContain("name their column in &quot;each&quot;");
    expect(await page(rows, { charts: [charts[0]] })).not.toContain("name their column");
  });

  test("cells show no digits that arithmetic has left, ids all of theirs, and axes hold all that is drawn", async () => {
    const given = [
      { price: 1220.1499999999999, n: 9007199254740991n },
      { price: 0.1 + 0.0445 + 2e-17, n: 1n },
      { price: 123456789, n: 2n },
      { price: -2010.83, n: 3n },
    ];
    const html = await page(given, {
      columns: ["price", "n"],
      charts: [{ kind: "line", x: "n", y: "price" }],
    });
    const cells = [...html.matchAll(/<td class="number">([^<]*)</gu)].map(([, text]) => text).slice(-8);
    expect(cells).toEqual(["1220.15", "9007199254740991", "0.1445", "1", "123456789", "2", "-2010.83", "3"]);
    expect(roundEnds(-2010.83, 1990, 6)).toEqual({ from: -3000, to: 2000 });
    expect(roundEnds(0, 6, 6)).toEqual({ from: 0, to: 6 });
  });

  test("no rows, and rows without values, make charts that say so", async () => {
    for (const given of [[], [{ city: "Oslo" }]]) {
      const html = await page(given, { charts: [charts[0], charts[2]] });
      expect(html.match(/No row has a value for it/gu)).toHaveLength(4);
    }
  });

  test("is the same however the rows are cut, and has no number that is none", async () => {
    const row = fc.record({
      city: fc.option(fc.constantFrom("a", "b", "c")),
      time: fc.option(fc.integer({ min: -1e12, max: 1e12 })),
      price: fc.option(fc.oneof(fc.double(), fc.constantFrom(0, 1, -1e300, 1e300))),
      n: fc.option(fc.bigInt({ min: -5n, max: 5n })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (given, cut) => {
          const html = await page(given, { charts }, cut);
          expect(html).toBe(await page(given, { charts }, 30));
          expect(html).not.toMatch(/NaN|Infinity|undefined/u);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("stays small, and shows what stands out, whatever the number of rows", async () => {
    const line = new LinePoints();
    const bins = new HistogramBins();
    const sample = new SampledPoints();
    for (let i = 0; i < 300_000; i++) {
      const y = i === 123_456 ? 1e6 : Math.sin(i / 1000);
      line.add(i, y);
      sample.add(i, 2 * i);
      bins.add(i % 1000);
    }
    expect(line.points().length).toBeLessThanOrEqual(4 * 512);
    expect(line.points()).toContainEqual({ x: 123_456, y: 1e6 });
    expect(line.points()[0]).toEqual({ x: 0, y: 0 });
    expect(sample.points).toHaveLength(2000);
    expect(sample.correlation()).toBeCloseTo(1, 10);
    const mean = sample.points.reduce((sum, { x }) => sum + x, 0) / 2000;
    // Three times the error that a mean of 2,000 has.
    expect(Math.abs(mean - 150_000)).toBeLessThan((3 * 300_000) / Math.sqrt(12 * 2000));
    const all = bins.bins();
    expect(all.length).toBeLessThanOrEqual(48);
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(300_000);
    expect(all[0]).toEqual({ from: 0, to: 32, count: 32 * 300 });
  });

  test("bins hold what lies in them, whatever the order", () => {
    const values = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(values, (given) => {
        const binsOf = (numbers: readonly number[]) => {
          const bins = new HistogramBins();
          for (const value of numbers) bins.add(value);
          return bins.bins();
        };
        const bins = binsOf(given);
        expect(binsOf(given.toReversed())).toEqual(bins);
        for (const { from, to, count, isClosed = false } of bins)
          expect(
            given.filter((value) => value >= from && (value < to || (isClosed && value === to))),
          ).toHaveLength(count);
      }),
    );
  });

  test.each([
    ["shares end at 1", [0, 0.25, 0.7, 1, 1], [0.6875, 0.96875], [1, 2]],
    ["each whole number has a bin of its own", [1, 2, 3, 3], [2, 3], [1, 2]],
    ["numbers that are all the same", [0.5, 0.5], [0.5], [2]],
  ])("bins: %s", (_, given, from, counts) => {
    const bins = new HistogramBins();
    for (const value of given) bins.add(value);
    const last = bins
      .bins()
      .filter(({ count }) => count > 0)
      .slice(-from.length);
    expect(last.map((bin) => bin.from)).toEqual(from);
    expect(last.map(({ count }) => count)).toEqual(counts);
  });

  test.each([
    [{ charts: [{ kind: "line", x: "x", y: "price" }] }, "COLUMN_UNKNOWN"],
    [{ charts: [{ kind: "line", x: "city", y: "price" }] }, "COLUMN_TYPE"],
    [{ charts: [{ kind: "line", x: "time" }] }, "PARAM_REQUIRED"],
    [{ charts: [{ kind: "line", x: "time", y: "price", each: "town" }] }, "COLUMN_UNKNOWN"],
    [{ charts: [{ kind: "histogram", x: "city" }] }, "COLUMN_TYPE"],
    [{ charts: [{ kind: "bars", x: "city", y: "city", of: "sum" }] }, "COLUMN_TYPE"],
    [{ columns: ["x"] }, "COLUMN_UNKNOWN"],
    [{ rows: "top" }, "PARAM_REQUIRED"],
    [{ rows: "top", by: "city" }, "COLUMN_TYPE"],
  ])("%j is refused as %s", async (params, code) => {
    const { issues } = await runNode(report, {
      params: { path: "r.html", ...params },
      inputs: { in: [table([])] },
      host: { files: memoryFiles() },
    });
    expect(issues.map((issue) => issue.code)).toContain(code);
  });
});
