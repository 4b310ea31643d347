// Standard input: looked at before it is read, read once, left when nobody wants more.

import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { standardInput } from "./standard-input.ts";

const never = new AbortController().signal;

async function all(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const found: Uint8Array[] = [];
  for await (const piece of pieces) found.push(piece);
  return Buffer.concat(found).toString();
}

test.each([0, 3, 4, 6, 100])("after a look at %i bytes all of it is there", async (bytes) => {
  const stream = Readable.from([Buffer.from("abc"), Buffer.from("def")]);
  const input = standardInput(() => stream);
  expect(Buffer.from(await input.peek(bytes, never)).toString()).toBe("abcdef".slice(0, bytes));
  expect(Buffer.from(await input.peek(2, never)).toString()).toBe("ab".slice(0, 2));
  expect(await all(input.pieces(never))).toBe("abcdef");
});

test("a second reader is refused", async () => {
  const stream = Readable.from([Buffer.from("abc")]);
  const input = standardInput(() => stream);
  await all(input.pieces(never));
  await expect(all(input.pieces(never))).rejects.toMatchObject({ code: "STDIN_TAKEN" });
});

test("whoever stops early leaves the pipe", async () => {
  const stream = Readable.from([Buffer.from("abc"), Buffer.from("def")]);
  for await (const piece of standardInput(() => stream).pieces(never)) {
    expect(piece.length).toBe(3);
    break;
  }
  expect(stream.destroyed).toBe(true);
});

test("a pipe into which nobody writes is left when the run is cancelled", async () => {
  const stream = new PassThrough();
  const stop = new AbortController();
  const reading = all(standardInput(() => stream).pieces(stop.signal));
  stop.abort();
  expect(await reading).toBe("");
});

test("a look at such a pipe ends as well", async () => {
  const stream = new PassThrough();
  const stop = new AbortController();
  const looking = standardInput(() => stream).peek(10, stop.signal);
  stop.abort(new Error("enough"));
  await expect(looking).rejects.toThrow("enough");
});

test("a pipe that breaks is an error with the reason", async () => {
  const stream = new PassThrough();
  const reading = all(standardInput(() => stream).pieces(never));
  stream.destroy(new Error("gone"));
  await expect(reading).rejects.toMatchObject({ code: "STDIN_FAILED", details: { got: "gone" } });
});
