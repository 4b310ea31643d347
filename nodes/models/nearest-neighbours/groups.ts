// Which rows belong together? Those that are joined, directly or by way of others (union-find).

export class Groups {
  readonly #parents: number[] = [];

  #root(row: number): number {
    for (let at = this.#parents.length; at <= row; at++) this.#parents.push(at);
    let root = row;
    while (this.#parents[root] !== root) root = this.#parents[root];
    // The way is made short for the next who asks.
    for (let at = row; at !== root;) [at, this.#parents[at]] = [this.#parents[at], root];
    return root;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    // The first of the rows stands for the group.
    this.#parents[Math.max(a, b)] = Math.min(a, b);
  }

  /** Number of its group for each of the rows, from 1 in the order of their first rows; and how large the groups are. */
  numbered(rows: number): { readonly group: Int32Array; readonly size: Int32Array } {
    const numbers = new Map<number, number>();
    const counts = new Map<number, number>();
    const group = Int32Array.from({ length: rows }, (_, row) => {
      const root = this.#root(row);
      counts.set(root, (counts.get(root) ?? 0) + 1);
      if (!numbers.has(root)) numbers.set(root, numbers.size + 1);
      return numbers.get(root)!;
    });
    const size = Int32Array.from({ length: rows }, (_, row) => counts.get(this.#root(row))!);
    return { group, size };
  }
}
