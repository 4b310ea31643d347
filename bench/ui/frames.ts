// How many frames a second does the page draw while something is done to it?

import type { Page } from "@playwright/test";

export interface Frames {
  readonly perSecond: number;
  /** 95 of 100 frames took no longer. */
  readonly p95Ms: number;
}

interface Watched {
  watch?: { times: number[]; token: object };
}

/** Counts animation frames from the first to the last step. A loop that was left running would count twice: each has its token. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const token = {};
    const times: number[] = [];
    const watched = window as Watched;
    watched.watch = { times, token };
    const tick = (now: number) => {
      if (watched.watch?.token !== token) return;
      times.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await work();
  const times = await page.evaluate(() => {
    const watched = window as Watched;
    const found = watched.watch!.times;
    watched.watch = undefined;
    return found;
  });
  const gaps = times.slice(1).map((time, at) => time - times[at]);
  const seconds = (times[times.length - 1] - times[0]) / 1000;
  return {
    perSecond: gaps.length / seconds,
    p95Ms: gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length * 0.95)],
  };
}
