// YAML of a value, with comments in front of some of its keys.

import { Document, isMap, isPair, isScalar, type Node, type Pair } from "yaml";

/** Characters of a line; longer texts are folded only where that changes nothing. */
const WIDTH = 110;

export interface YamlComments {
  /** At the head of the file. */
  readonly head: string;
  /** In front of a key, by the path that leads to it. */
  readonly keys?: readonly (readonly [path: readonly (string | number)[], comment: string])[];
  /** Behind the last entry of a map, by the path that leads to the map. Empty = none. */
  readonly behind?: readonly (readonly [path: readonly (string | number)[], comment: string])[];
}

export function yamlText(value: object, { head, keys = [], behind = [] }: YamlComments): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  document.commentBefore = commented(head);
  for (const [path, comment] of keys) keyAt(document, path).commentBefore = commented(comment);
  for (const [path, comment] of behind)
    if (comment !== "") mapAt(document, path).comment = commented(comment);
  return document.toString({ lineWidth: WIDTH });
}

function commented(text: string): string {
  return text
    .split("\n")
    .map((line) => ` ${line}`)
    .join("\n");
}

function keyAt(document: Document, path: readonly (string | number)[]): Node {
  const owner = document.getIn(path.slice(0, -1), true) ?? document.contents;
  const last = path.at(-1);
  const pair = isMap(owner)
    ? owner.items.find(
        (item): item is Pair<Node> => isPair(item) && isScalar(item.key) && item.key.value === last,
      )
    : undefined;
  if (!pair) throw new Error(`nothing at ${path.join(".")} to comment on`);
  return pair.key;
}

function mapAt(document: Document, path: readonly (string | number)[]): Node {
  const map = document.getIn(path, true);
  if (!isMap(map)) throw new Error(`no map at ${path.join(".")} to comment on`);
  return map;
}
