// The forms of dates that are not written in ISO 8601.

import { expect, test } from "vitest";
import { dateForms } from "./date-forms.ts";

test.each([
  [["31.01.2026", "01.02.2026"], ["dd.MM.yyyy"]],
  [["1.2.2026"], ["d.M.yyyy"]],
  [["31.01.2026 13:00"], ["dd.MM.yyyy HH:mm"]],
  [["31.01.2026", "31.01.2026 13:00:05"], ["dd.MM.yyyy HH:mm:ss"]],
  [["01/31/2026"], ["MM/dd/yyyy"]],
  [["1/31/2026 1:05 PM"], ["M/d/yyyy h:mm a"]],
  [["01/02/2026"], ["dd/MM/yyyy", "MM/dd/yyyy"]],
  [["2026/01/31"], ["yyyy/MM/dd"]],
  [["31.01.26"], ["dd.MM.yy"]],
])("%j is of the form %j", (cells, forms) => {
  expect(dateForms(cells)).toEqual(forms);
});

test.each([[[]], [["31.01.2026", "soon"]], [["99.99.2026"]], [["1.2.3"]], [["12"]]])(
  "%j are no dates",
  (cells) => {
    expect(dateForms(cells)).toEqual([]);
  },
);
