// Does a page know which pages were in its tab, and a copied tab that it is another one?

import { expect, test } from "vitest";
import { forgetPagesBefore, namePage } from "./page-names.ts";

function storage(text: string | null = null) {
  return {
    text: () => text,
    getItem: () => text,
    setItem(_: string, value: string) {
      text = value;
    },
  };
}

test("a page that is loaded anew has a name of its own, and knows those before until it has taken up what they left", () => {
  const tab = storage();
  const [one, two, three] = [namePage(tab), namePage(tab), namePage(tab)];
  expect(new Set([one.page, two.page, three.page]).size).toBe(3);
  expect([one.before, two.before, three.before]).toEqual([[], [one.page], [two.page, one.page]]);
  forgetPagesBefore(tab);
  expect(namePage(tab).before).toEqual([three.page]);
});

test("a copied tab comes after the page it was copied from, and does not follow it any further", () => {
  const tab = storage();
  const { page } = namePage(tab);
  const copy = storage(tab.text());
  const copied = namePage(copy);
  expect(copied.before).toEqual([page]);
  forgetPagesBefore(copy);
  expect(namePage(copy).before).toEqual([copied.page]);
  expect(namePage(tab).before).toEqual([page]);
});

test.each(["no JSON", "{}", "[1]"])("%s names nobody", (text) => {
  expect(namePage(storage(text)).before).toEqual([]);
});
