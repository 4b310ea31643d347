// How what a further try of failed rows writes is called.

/**
 * The file, or folder, of a try in the place of `path`.
 *
 * @example
 * pathOfAttempt("out/scored.csv", 2) // "out/scored.attempt-2.csv"
 */
export function pathOfAttempt(path: string, attempt: number): string {
  const [, before, ending] = /^(.*[^/\\])(\.[^./\\]*)$/s.exec(path) ?? ["", path.replace(/[/\\]+$/u, ""), ""];
  return `${before}.attempt-${attempt}${ending}`;
}
