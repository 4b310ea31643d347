import { expect, test } from "vitest";
import { forgetOpen, lastOpen, rememberOpen } from "./last-open.ts";

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

test("what was open last is known until the first screen comes", () => {
  const tab = storage();
  expect(lastOpen(null, tab)).toBeNull();
  rememberOpen(null, { path: "/a" }, tab);
  rememberOpen(null, { path: "/b" }, tab);
  expect(lastOpen(null, tab)).toEqual({ path: "/b" });
  forgetOpen(tab);
  expect(lastOpen(null, tab)).toBeNull();
});

test("a program that was started with another file shows that one", () => {
  const tab = storage();
  rememberOpen("/a", { path: "/b" }, tab);
  expect(lastOpen("/a", tab)).toEqual({ path: "/b" });
  expect(lastOpen("/c", tab)).toBeNull();
  expect(lastOpen(null, tab)).toBeNull();
  rememberOpen("/a", { path: null }, tab);
  expect(lastOpen(null, tab)).toEqual({ path: null });
});

test("what cannot be read is as good as nothing", () => {
  const tab = storage();
  tab.setItem("millrace.open", "{");
  expect(lastOpen(null, tab)).toBeNull();
});
