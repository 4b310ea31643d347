// Things by the ids that people give. An id may be `constructor` or `__proto__`, which any plain object has already.

/** An object that has what the parts have, and nothing else. */
export function byId<T>(...parts: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const found = Object.create(null) as Record<string, T>;
  for (const part of parts) for (const [id, value] of Object.entries(part)) found[id] = value;
  return found;
}
