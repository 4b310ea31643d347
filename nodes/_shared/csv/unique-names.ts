// What columns are called whose file names them twice, or not at all.

/** The header's names; an empty one is called by its number, one that is taken gets a number behind it. */
export function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((title, i) => {
    const base = title === "" ? `column${i + 1}` : title;
    let name = base;
    for (let n = 2; taken.has(name) || (name !== base && header.includes(name)); n++) name = `${base}_${n}`;
    taken.add(name);
    return name;
  });
}
