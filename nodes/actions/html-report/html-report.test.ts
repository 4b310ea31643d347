// html-report: what stands in the page, that nothing in it is markup or comes from elsewhere, and where it ends.

import sharp from "sharp";
import { expect, test } from "vitest";
import { field } from "../../../engine/frames/frame.ts";
import { boxesType } from "../../../engine/frames/marks.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { counted, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import htmlReport from "./html-report.ts";

const more = [field("boxes", boxesType()), field("word", "text"), field("price", "float64")];
const box = { label: "<cat>", score: 0.876, x: 10, y: 20, width: 30, height: 40 };

async function report(rows: Parameters<typeof rowsOf>[0], params: object = {}) {
  const files = memoryFiles();
  const result = await runOn(htmlReport, rowsOf(rows, more), { path: "r.html", ...params }, { files });
  return { ...result, html: files.text("r.html") ?? "", files };
}

test("a table of the rows with thumbnails, boxes over them, and numbers of all", async () => {
  const rows = [
    { image: counted(100, 80, 3, "in/a.png"), boxes: [box], word: "w", price: 2 },
    { image: counted(10, 20, 3, "in/b.png"), boxes: [], word: null, price: 4.5 },
    { image: null, boxes: null, word: "no picture", price: NaN },
  ];
  const { html, failed } = await report(rows, { boxes: ["boxes"], size: 50, title: "Cats & dogs" });
  expect(failed).toEqual([]);
  expect(html).toContain("<h1>Cats &amp; dogs</h1>");
  expect([...html.matchAll(/<th scope="col">([^<]*)<\/th>/gu)].map(([, name]) => name)).toEqual([
    "id",
    "image",
    "word",
    "price",
  ]);
  expect(html.match(/<tr>/gu)).toHaveLength(3 + 1 + 1 + 2);
  // Boxes are in pixels of the picture, over a thumbnail of half its size.
  expect(html).toContain('width="50" height="40" alt="in/a.png"');
  expect(html).toContain('<svg viewBox="0 0 100 80"');
  expect(html).toContain('<rect x="10" y="20" width="30" height="40"/>');
  expect(html).toContain("&lt;cat&gt; 0.88");
  expect(html).toContain(
    '<th scope="row">price</th><td class="number">2</td><td class="number">2</td><td class="number">3.25</td>',
  );
  const [, base64] = /data:image\/jpeg;base64,([^"]+)"/u.exec(html)!;
  expect(await sharp(Buffer.from(base64, "base64")).metadata()).toMatchObject({ width: 50, height: 40 });
  expect(html).toContain("All 3 rows.");
});

test("whatever stands in cells and names is text, and nothing is loaded from elsewhere", async () => {
  const evil = `"><script>alert(1)</script><img src=http://x/y onerror='z'>`;
  const { html } = await report(
    [{ image: counted(4, 4, 3, evil), word: evil, price: 1, boxes: [{ ...box, label: evil }] }],
    {
      title: evil,
      boxes: ["boxes"],
    },
  );
  expect(html).not.toMatch(/<script|<img src=http|onerror='/u);
  expect(html.match(/<img [^>]*>/gu)?.every((tag) => /^<img src="data:image\/jpeg;base64,/u.test(tag))).toBe(
    true,
  );
  expect(html).toContain("default-src 'none'; img-src data:; style-src 'unsafe-inline'");
  expect(html).toContain("prefers-color-scheme:dark");
});

test("a long table is cut off and says so; numbers are of all rows", async () => {
  const rows = Array.from({ length: 30 }, (_, price) => ({
    price,
    word: `w${price}`,
    image: null,
    boxes: null,
  }));
  const { html } = await report(rows, { maxRows: 10, columns: ["word", "price"] });
  expect(html).toContain("w9");
  expect(html).not.toContain("w10");
  expect(html).toContain("The first 10 of 30 rows");
  expect(html).toContain('<td class="number">30</td><td class="number">0</td><td class="number">14.5</td>');
});

test("a picture that cannot be read fails its row, which is left out", async () => {
  const bad = { kind: "encoded", bytes: new Uint8Array(9), name: "bad.png" };
  const { html, failed } = await report([
    { image: bad, word: "lost" },
    { image: counted(2, 2), word: "kept" },
  ]);
  expect(failed).toMatchObject([{ row: 0, code: "IMAGE_UNREADABLE" }]);
  expect(html).toContain("kept");
  expect(html).not.toContain("lost");
  expect(html).toContain("cannot be read: 1.");
});

test("no rows make a page too", async () => {
  const { html } = await report([]);
  expect(html).toContain("All 0 rows.");
  expect(html).toMatch(/<\/html>\s*$/u);
});

test.each([
  [{ columns: ["none"] }, "COLUMN_UNKNOWN"],
  [{ boxes: ["word"] }, "COLUMN_TYPE"],
])("%j is refused with %s", async (params, code) => {
  expect((await report([], params)).codes).toContain(code);
});
