// Keeps V8 from growing the space of young objects while a run goes on. It doubles that space up to 16 MB whenever much
// survives a collection, and the memory outside of the heap that garbage in it holds on to grows alike. The objects of a
// run live for a few frames only, so a larger space saves no time: 10M rows took 120 MB with this and 131 without, and
// 4.03 and 4.12 s of CPU time.

/**
 * Too short to have grown much, long enough for everything to be loaded in all threads: compiled code that was kept under
 * other flags is refused, and compiled again.
 */
const AFTER_MS = 250;

/** For all threads of the process. A program that uses the engine as a library decides for itself. */
export function holdYoungSpace(): void {
  const hold = async () => (await import("node:v8")).setFlagsFromString("--semi-space-growth-factor=1");
  setTimeout(() => void hold(), AFTER_MS).unref();
}
