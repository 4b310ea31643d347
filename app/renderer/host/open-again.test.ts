// Does a page that is loaded anew know what it showed?

import { expect, test } from "vitest";
import { remember, shownBefore, type Shown } from "./open-again.ts";

function storage(text: string | null = null) {
  return {
    getItem: () => text,
    setItem(_: string, value: string) {
      text = value;
    },
  };
}

test.each<Shown>([
  { show: "start" },
  { show: "untitled", id: "1-a" },
  { show: "file", path: "/work/a.millrace.json" },
  { show: "file", path: "/work/a.millrace.json", ran: true },
])("%j is shown again", (shown) => {
  const store = storage();
  remember(shown, store);
  expect(shownBefore(store, "reload")).toEqual(shown);
  expect(shownBefore(store, "navigate")).toBeNull();
});

test.each([null, "no JSON", '{"show":"file"}', '{"show":"untitled"}', '{"show":"moon"}'])(
  "%s is nothing",
  (text) => {
    expect(shownBefore(storage(text), "reload")).toBeNull();
  },
);
