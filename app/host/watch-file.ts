// Tells when a file may have changed. The folder is watched, because many programs replace a file instead of writing into it.

import { unwatchFile, watch, watchFile } from "node:fs";
import { basename, dirname } from "node:path";

/** Where the system cannot watch (network drives, too many watches), it is looked at so often. */
const LOOK_MS = 2000;
/** One save makes several events. */
const SETTLE_MS = 50;

/** Answers how to stop. */
export function watchPlace(path: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const settle = () => {
    timer ??= setTimeout(() => {
      timer = null;
      changed();
    }, SETTLE_MS).unref();
  };
  let stop = () => {};
  const look = () => {
    watchFile(path, { interval: LOOK_MS, persistent: false }, settle);
    stop = () => unwatchFile(path, settle);
  };
  try {
    const folder = dirname(path);
    const watcher = watch(folder, { persistent: false }, (_, file) => {
      if (file === null || file === basename(path)) return settle();
      // The folder itself was moved or removed: its watch sees nothing any more.
      if (file === basename(folder)) lose();
    });
    const lose = () => {
      watcher.close();
      look();
      settle();
    };
    stop = () => watcher.close();
    watcher.on("error", lose);
  } catch {
    look();
  }
  return () => {
    if (timer) clearTimeout(timer);
    timer = null;
    stop();
  };
}
