import { describe, expect, test } from "vitest";
import { conflictsOf, keyOf, normalKey, shownKey, type KeyEvent } from "./keys.ts";

function pressed(key: string, more: Partial<KeyEvent> = {}): KeyEvent {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}

describe("a key written by hand", () => {
  test.each([
    ["shift+ctrl+z", "Mod+Shift+Z"],
    ["Mod+Shift+Z", "Mod+Shift+Z"],
    ["cmd+s", "Mod+S"],
    ["Ctrl++", "Mod+Plus"],
    ["+", "Plus"],
    ["f1", "F1"],
    ["Shift+?", "?"],
    [".", "."],
    ["Alt+ArrowLeft", "Alt+ArrowLeft"],
  ])("%s is %s", (text, key) => expect(normalKey(text)).toBe(key));

  test.each(["", "Ctrl", "Ctrl+", "Hyper+X", "Shift+Alt"])("%j names no key", (text) =>
    expect(normalKey(text)).toBeNull(),
  );

  test("Ctrl is a key of its own on macOS", () => expect(normalKey("Ctrl+K", true)).toBe("Ctrl+K"));
});

describe("a key that was pressed", () => {
  test.each<[string, KeyEvent, string | null]>([
    ["a letter", pressed("m"), "M"],
    ["Ctrl and Shift", pressed("Z", { ctrlKey: true, shiftKey: true }), "Mod+Shift+Z"],
    ["a sign that needs Shift", pressed("?", { shiftKey: true }), "?"],
    ["a digit on a keyboard that needs Shift for it", pressed("1", { shiftKey: true }), "1"],
    ["zooming in with or without Shift", pressed("+", { ctrlKey: true, shiftKey: true }), "Mod+Plus"],
    ["Shift and Enter", pressed("Enter", { shiftKey: true }), "Shift+Enter"],
    ["a modifier alone", pressed("Shift", { shiftKey: true }), null],
    ["the third level of a keyboard", pressed("[", { ctrlKey: true, altKey: true, altGraph: true }), "["],
  ])("%s", (_, event, key) => expect(keyOf(event, false)).toBe(key));

  test("Cmd is Mod on macOS, and Alt does not change the letter", () =>
    expect(keyOf(pressed("π", { code: "KeyP", altKey: true, metaKey: true }), true)).toBe("Mod+Alt+P"));
});

test("keys are shown as each system writes them", () => {
  expect(shownKey("Mod+Shift+Z", false)).toBe("Ctrl+Shift+Z");
  expect(shownKey("Mod+Shift+Z", true)).toBe("⇧⌘Z");
  expect(shownKey("Alt+ArrowLeft", false)).toBe("Alt+←");
  expect(shownKey("Mod+Plus", false)).toBe("Ctrl++");
});

test("a key that two actions wait for is a conflict, one that an action names twice is none", () => {
  const keys = [
    ["a", ["M", "M"]],
    ["b", ["Mod+M"]],
    ["c", ["M", "C"]],
  ] as const;
  expect(conflictsOf(keys)).toEqual(new Map([["M", ["a", "c"]]]));
});
