import { expect, test } from "vitest";
import { sampledSum } from "./sampled-sum.ts";

const FILE = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 251);

test.each([[1], [999], [4096], [40_000]])("in pieces of %i bytes it is what it is at once", (size) => {
  let sum = 0;
  for (let at = 0; at < FILE.length; at += size) sum = sampledSum(FILE.subarray(at, at + size), sum, at);
  expect(sum).toBe(sampledSum(FILE, 0, 0));
});

test("a byte of the samples that is another one changes it, and so does a byte more before them", () => {
  for (const at of [0, 4095, 32_768, 98_304]) {
    const changed = FILE.slice();
    changed[at] ^= 1;
    expect(sampledSum(changed, 0, 0), `byte ${at}`).not.toBe(sampledSum(FILE, 0, 0));
  }
  const shifted = Uint8Array.from([...FILE.subarray(0, 10_000), 7, ...FILE.subarray(10_000, -1)]);
  expect(sampledSum(shifted, 0, 0)).not.toBe(sampledSum(FILE, 0, 0));
});
