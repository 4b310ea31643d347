// Delimited text with everything that makes it hard to cut: line ends in quotes, rows that do not fit, blank lines.

import fc from "fast-check";

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -99, max: 99 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom("", "word", '5" pipe', "ä€𐍈", "1e3", "0.25") },
  {
    weight: 2,
    arbitrary: fc.constantFrom('"a\nb"', '"a,b"', '"say ""hi"""', '"\r\n\r\n"', '"\n,\n"', '"7"'),
  },
);

const line = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(cell, cell, cell).map((cells) => cells.join(",")) },
  // Blank, too few and too many cells, garbage behind a quote, a quote that closes in another row or never.
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "1,2", "1,2,3,4", '1,"x"y,3', '1,2,"open', 'oops,"a\nb",3', '"1,"2,3'),
  },
);

/** A file with the columns id, a and b; what follows the header may be nothing. */
export const csvText: fc.Arbitrary<string> = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([lines, end, closed]) => ["id,a,b", ...lines].join(end) + (closed ? end : ""));
