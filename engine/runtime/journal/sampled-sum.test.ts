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

test("behind the first 32 MiB it has fewer samples, however the file was cut", () => {
  const start = 32 * 1024 * 1024 - 70_000;
  const file = Uint8Array.from({ length: 400_000 }, (_, i) => (i * 31) % 251);
  const sumOf = (bytes: Uint8Array, size: number) => {
    let sum = 0;
    for (let at = 0; at < bytes.length; at += size)
      sum = sampledSum(bytes.subarray(at, at + size), sum, start + at);
    return sum;
  };
  for (const size of [1000, 65_536]) expect(sumOf(file, size)).toBe(sampledSum(file, 0, start));
  const changed = (at: number) => file.map((byte, i) => (i === 70_000 + at ? byte ^ 1 : byte));
  expect(sampledSum(changed(4095), 0, start)).not.toBe(sampledSum(file, 0, start));
  expect(sampledSum(changed(32_768), 0, start)).toBe(sampledSum(file, 0, start));
  expect(sampledSum(changed(262_144), 0, start)).not.toBe(sampledSum(file, 0, start));
});
