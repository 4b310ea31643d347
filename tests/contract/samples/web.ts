// Samples of the kinds that reach other machines, which nobody reaches here.

import { fakeNetwork } from "../../support/fake-network.ts";
import type { Sample } from "../samples.ts";

const PAGES = 40;
const LONG_ROWS = 500;

/** Three rows a page, of which one of the first is none; many for whoever asks for so many. */
const items = fakeNetwork(({ url }) => {
  const { searchParams } = new URL(url);
  const page = Number(searchParams.get("page"));
  const isLong = searchParams.has("limit");
  if (page > (isLong ? PAGES : 2)) return { json: [] };
  const rows = Array.from({ length: isLong ? LONG_ROWS : 3 }, (_, i) => ({
    id: page * 1000 + i,
    word: `w${i}`,
  }));
  return { json: page === 1 && !isLong ? [...rows, { id: "x" }] : rows };
});

const source = { url: "https://example.org/items", paging: "page" };
const types = { id: "float64", word: "text" };

export const webSamples: Readonly<Record<string, Sample>> = {
  "http-json": {
    params: { ...source, types },
    also: [{ ...source, look: true }],
    network: items,
    long: { params: { ...source, types, pageSize: LONG_ROWS } },
  },
  "http-request": {
    params: { url: "https://example.org/{key}/{id}", columns: ["id", "word"], concurrency: 1 },
    also: [{ url: "https://example.org/", batchRows: 5, concurrency: 1 }],
    network: fakeNetwork(({ url }) => ({ status: url.includes("/103") ? 422 : 204, json: {} })),
  },
};
