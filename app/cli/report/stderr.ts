// Standard error, made when something is first said there: that takes a start 2 ms which a quiet run can do without.

let watched = false;

/** A reader that has gone away is no failure of ours; without a listener it would end the process. */
export function stderr(): NodeJS.WriteStream {
  if (!watched) process.stderr.on("error", () => {});
  watched = true;
  return process.stderr;
}
