// What the commands about models work with: the library of this person, and the way to the network.

import { systemClock } from "../../../../engine/host/clock.ts";
import { Library } from "../../../../engine/library/library.ts";
import { Network } from "../../../../engine/library/network.ts";
import type { InstallParts, InstallStep } from "../../../../engine/library/offer.ts";
import { bytes } from "../../../engine-process/numbers.ts";
import { stderr } from "../../report/stderr.ts";

/** Opens the way to the network for as long as the work takes. */
export async function withInstallParts<T>(
  offline: boolean,
  signal: AbortSignal,
  work: (library: Library, parts: InstallParts) => Promise<T>,
): Promise<T> {
  const library = new Library();
  const network = new Network({ offline });
  const line = new StepLine();
  try {
    return await work(library, {
      network,
      clock: systemClock,
      downloads: library.places.downloads,
      signal,
      onStep: (step) => line.show(step),
    });
  } finally {
    line.clear();
    await network.close();
  }
}

/** At most so often: a fast download has thousands of pieces. */
const EVERY_MS = 100;

/** Redraws one line of stderr. Silent where stderr is no terminal. */
class StepLine {
  #drawn = false;
  #at = -Infinity;

  show({ step, received, total }: InstallStep): void {
    if (!stderr().isTTY) return;
    const now = systemClock.monotonic();
    if (step === "download" && now - this.#at < EVERY_MS) return;
    this.#at = now;
    const share = total ? `, ${Math.floor((received / total) * 100)} %` : "";
    const text = { look: "looking", check: "checking", download: `${bytes(received)}${share}` }[step];
    stderr().write(`\r\u001b[K${text}`);
    this.#drawn = true;
  }

  clear(): void {
    if (this.#drawn) stderr().write("\r\u001b[K");
    this.#drawn = false;
  }
}
