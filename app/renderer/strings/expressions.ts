// The language of expressions in short, for those who have no documentation at hand: docs/expressions.md has all of it.

export const expressionText = {
  open: "How to write expressions",
  title: "How to write expressions",
  rulesTitle: "Rules",
  rules: [
    ["Columns", 'A column stands by its name: price. One with blanks or other signs: row["unit price"].'],
    [
      "Comparing",
      "== is equal, != is not, and < <= > >=. Text stands in quotes. && is and, || is or, ! is not.",
    ],
    ["Choosing", 'condition ? value : other value. One of several: city in ["Oslo", "Lima"].'],
    [
      "No value",
      "What is computed from a missing value is missing. isNull(x) asks, coalesce(x, 0) puts another in its place.",
    ],
    ["Numbers", "5 / 2 is 2.5. A fraction has a point, also where the file has commas."],
    ["Text", "number(x) makes a number of text, string(x) text of a number, + joins texts."],
  ],
  examplesTitle: "Examples",
  examples: [
    ["price * qty + 1", "price times qty, and one more"],
    ['price > 2 ? "dear" : "cheap"', "a word for each row"],
    ["price > 2 && qty != 5", "true where both hold"],
    ["coalesce(gone, 0)", "0 where there is no value"],
    ['replace(name, "d", "n")', "each d becomes an n"],
    ['number("2.5") + 1', "text as a number: 3.5"],
    ["hoursBetween(day, time)", "hours from one time to the other"],
  ],
  functionsTitle: "Functions",
} as const;
