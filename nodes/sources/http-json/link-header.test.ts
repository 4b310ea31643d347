// Link headers as servers write them, and which address of them is the next.

import { expect, test } from "vitest";
import { nextInHeader } from "./link-header.ts";

test.each([
  ["one of several", '</a>; rel="first", </b>; rel="next", </c>; rel="last"', "/b"],
  ["several relations", '</b>; rel="next last", </a>; rel=prev', "/b"],
  ["the last of several relations", '</b>; rel="last  next"', "/b"],
  ["capitals", "</b>;REL=Next", "/b"],
  ["blanks", " , </b> ;\trel = next ,", "/b"],
  ["single quotes", "</b>; rel='next'", "/b"],
  ["a title with a comma", '</b>; title="a, b; c"; rel="next"', "/b"],
  ["a title with quotes", String.raw`</b>; title="a, b; rel=\"prev\""; rel="next last"`, "/b"],
  ["a title that looks like a link", '</a>; title="</x>; rel=next"; rel=prev, </b>; rel=next', "/b"],
  [
    "an address with signs of its own",
    '</a?rel=1,2>; rel="first", </b?x=1,2;rel=3>; rel="next"',
    "/b?x=1,2;rel=3",
  ],
  ["a title in another language", "</b>; title*=UTF-8'de'n%c3%a4chste; rel=next", "/b"],
  ["something else in front", 'nonsense; x, </b>; rel="next"', "/b"],
  ["a quote that is left open", '</b>; rel="next', "/b"],
  ["a parameter without a value", "</b>; crossorigin; rel=next;", "/b"],
  ["the first rel alone", '</a>; rel="prev"; rel="next"', null],
  ["another relation", '</a>; rel="nextish", </b>; rev="next", </c>; title="rel=next"', null],
  ["no relation", "</a>, </b>", null],
  ["nothing", "", null],
])("%s", (_, header, next) => {
  expect(nextInHeader(header)).toBe(next);
});
