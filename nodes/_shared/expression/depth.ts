// How deep is an expression nested? Asked before anything walks through it by calling itself, which would end the stack.

import { children, type Ast } from "./print.ts";

/** Levels an expression may have: `a + b + c` has three. Far more than people write, far less than the stack bears. */
export const MOST_LEVELS = 250;
/** Brackets the library reads inside of each other; what print.ts makes of a level has two pairs at the most. */
export const MOST_BRACKETS = 2 * MOST_LEVELS + 50;

/** A part that lies deeper than `MOST_LEVELS`, or null. Without recursion: the depth is what is in question. */
export function partTooDeep(ast: Ast): Ast | null {
  const open: { readonly node: Ast; readonly level: number }[] = [{ node: ast, level: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, level } = next;
    if (level > MOST_LEVELS) return node;
    for (const child of children(node)) open.push({ node: child, level: level + 1 });
  }
  return null;
}
