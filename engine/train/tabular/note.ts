// What should be known of a training that goes on all the same.

export interface Note {
  /** Stable name in capitals; docs/errors.md says more. */
  readonly code: string;
  readonly severity: "warning" | "info";
  readonly message: string;
  readonly hint: string;
}

/** 12,345 */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}
