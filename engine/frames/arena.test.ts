// Memory comes back when the last holder lets go, never while somebody holds it, and never once it was kept.

import { expect, test } from "vitest";
import { ArenaPool } from "./arena.ts";

const LENGTH = 10_000;

test("memory is used again when nobody holds it", () => {
  const pool = new ArenaPool();
  const first = pool.arena();
  const { buffer } = first.array(Float64Array, LENGTH);
  first.hold();
  first.release();
  expect(pool.arena().array(Float64Array, LENGTH).buffer).not.toBe(buffer);
  first.release();
  expect(pool.arena().array(Float64Array, LENGTH).buffer).toBe(buffer);
});

test("smaller arrays use larger memory that waits, much smaller and larger ones do not", () => {
  const pool = new ArenaPool();
  const arena = pool.arena();
  const { buffer } = arena.array(Uint8Array, 400_000);
  arena.release();
  expect(pool.arena().array(Uint8Array, 500_000).buffer).not.toBe(buffer);
  expect(pool.arena().array(Uint8Array, 10_000).buffer).not.toBe(buffer);
  expect(pool.arena().array(Uint8Array, 50_000).buffer).toBe(buffer);
});

test("what is kept is left alone", () => {
  const pool = new ArenaPool();
  const arena = pool.arena();
  const array = arena.array(Int32Array, LENGTH).fill(7);
  arena.keep();
  arena.release();
  expect(pool.arena().array(Int32Array, LENGTH).buffer).not.toBe(array.buffer);
  expect(array.every((value) => value === 7)).toBe(true);
});

test("an arena that is over gives memory that is not from the pool", () => {
  const pool = new ArenaPool();
  const arena = pool.arena();
  const { buffer } = arena.array(Int32Array, LENGTH);
  arena.release();
  expect(arena.array(Int32Array, LENGTH).buffer).not.toBe(buffer);
});

test("small arrays have memory of their own", () => {
  const pool = new ArenaPool();
  const arena = pool.arena();
  const small = arena.array(Uint8Array, 10).fill(3);
  arena.release();
  expect(Array.from(small)).toEqual(Array<number>(10).fill(3));
});

test("a region is used until it is full, and left alone when frames of it are kept as a rule", () => {
  const region = { buffer: new ArrayBuffer(256 * 1024), from: 1024, to: 256 * 1024 };
  const pool = new ArenaPool(region);
  const full = pool.arena();
  const inside = [1, 2, 3].map(() => full.array(Uint8Array, 80 * 1024));
  expect(inside.every((array) => array.buffer === region.buffer && array.byteOffset >= region.from)).toBe(
    true,
  );
  expect(new Set(inside.map(({ byteOffset }) => byteOffset)).size).toBe(3);
  expect(full.array(Uint8Array, 80 * 1024).buffer).not.toBe(region.buffer);
  expect(pool.worn).toBe(false);
  for (const arena of [full, pool.arena()]) {
    arena.array(Uint8Array, 5000);
    arena.keep();
  }
  expect(pool.worn).toBe(true);
  expect(pool.arena().array(Uint8Array, 80 * 1024).buffer).not.toBe(region.buffer);
});
