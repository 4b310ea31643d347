// An array as PostgreSQL writes it: {1,NULL,"a \"b\""}, maybe in several dimensions, maybe with bounds in front.

import type { Cell } from "../../../engine/frames/column.ts";

/** `read` gets the text of each element. */
export function readArray(text: string, read: (element: string) => Cell): Cell[] {
  // Bounds that do not begin at 1 stand in front: [0:2]={…}.
  let at = text.indexOf("{");
  const list = (): Cell[] => {
    const items: Cell[] = [];
    at++;
    while (text[at] !== "}") {
      items.push(text[at] === "{" ? list() : element());
      if (text[at] === ",") at++;
    }
    at++;
    return items;
  };
  const element = (): Cell => {
    if (text[at] === '"') return read(quotedElement());
    const from = at;
    while (text[at] !== "," && text[at] !== "}") at++;
    const plain = text.slice(from, at);
    return plain === "NULL" ? null : read(plain);
  };
  const quotedElement = (): string => {
    let signs = "";
    at++;
    while (text[at] !== '"') {
      if (text[at] === "\\") at++;
      signs += text[at++];
    }
    at++;
    return signs;
  };
  return at < 0 ? [] : list();
}
