// Which keys of an object are which columns? A tree, since objects inside of objects may be columns too.

/** A key: a column, or an object whose keys are further ones. */
export interface KeyNode {
  /** As it stands between its quotes. */
  readonly bytes: Uint8Array;
  readonly name: string;
  /** Place among the keys of its object. */
  readonly order: number;
  /** Index of the column; -1 for an object whose keys are columns. */
  readonly column: number;
  readonly inside: KeyObject | null;
  /** The last row that had it. */
  seen: number;
}

export interface KeyObject {
  /** What stands before the names of its keys in those of columns: `address.`. */
  readonly before: string;
  readonly keys: readonly KeyNode[];
  readonly byName: ReadonlyMap<string, KeyNode>;
}

const encoder = new TextEncoder();

/** `paths` are the keys that lead to each column, from the outside in. */
export function keyTree(paths: readonly (readonly string[])[]): KeyObject {
  return objectOf(paths.map((path, column) => ({ path, column })));
}

interface Leaf {
  readonly path: readonly string[];
  readonly column: number;
}

function objectOf(leaves: readonly Leaf[], before = ""): KeyObject {
  const groups = new Map<string, Leaf[]>();
  for (const { path, column } of leaves) {
    const [name, ...rest] = path;
    const group = groups.get(name);
    if (group) group.push({ path: rest, column });
    else groups.set(name, [{ path: rest, column }]);
  }
  const keys = [...groups].map(([name, group], order): KeyNode => {
    const leaf = group.find(({ path }) => path.length === 0);
    return {
      bytes: encoder.encode(name),
      name,
      order,
      column: leaf ? leaf.column : -1,
      inside: leaf ? null : objectOf(group, `${before}${name}.`),
      seen: -1,
    };
  });
  return { before, keys, byName: new Map(keys.map((key) => [key.name, key])) };
}
