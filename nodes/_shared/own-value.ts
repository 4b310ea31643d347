// What does a record say about a column? Columns may be called `constructor` or `toString`: only own entries count.

/** The value of an own key; undefined for keys that a plain object merely inherits. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
