// Values that were handed out: hidden in every form, and nothing else is changed.

import fc from "fast-check";
import { expect, test } from "vitest";
import { cleaned, handedOut, withoutSecrets } from "./handed-out.ts";

test("before anything is handed out, data is given back as it is", () => {
  const data = { a: ["x"] };
  expect(cleaned(data)).toBe(data);
});

test("a value stands in no text afterwards, whatever it is and however it is written", () => {
  const value = fc
    .string({ minLength: 8, maxLength: 30, unit: "grapheme" })
    .filter((text) => text.trim().length >= 8);
  fc.assert(
    fc.property(value, fc.string(), fc.string({ maxLength: 5 }), (secret, around, user) => {
      handedOut("KEY", secret);
      const forms = [
        secret,
        JSON.stringify({ secret }),
        encodeURIComponent(secret.toWellFormed()),
        Buffer.from(secret).toString("hex"),
      ];
      for (const form of forms) expect(withoutSecrets(around + form + around)).not.toContain(secret);
      const basic = Buffer.from(`${user}:${secret}`).toString("base64");
      expect(withoutSecrets(`Basic ${basic}`)).toBe("Basic [secret KEY]");
    }),
    { numRuns: 60 },
  );
});

test.each([
  [
    "the password of user:password",
    "max:correct horse",
    "they said correct horse",
    "they said [secret PART]",
  ],
  ["a line of several", "-----BEGIN\nMIIEvQIBADANBg\n-----END", "MIIEvQIBADANBg", "[secret PART]"],
  ["a beginning that was cut off", "longer-than-that", "longer-than…", "[secret PART]…"],
  ["a beginning in front of a quote", "longer-than-this", 'got "longer-th"', 'got "[secret PART]"'],
])("hides %s", (_, value, text, clean) => {
  handedOut("PART", value);
  expect(withoutSecrets(text)).toBe(clean);
});

test("words that begin alike are left alone", () => {
  handedOut("WORDS", "longest-river");
  expect(withoutSecrets("longest-road of all")).toBe("longest-road of all");
});

test("what is too short to be told from other text is left alone", () => {
  handedOut("PIN", "123");
  expect(withoutSecrets("1234567")).toBe("1234567");
});

test("plain data is cleaned to its last key, the rest of it is the same", () => {
  handedOut("DEEP", "needle-in-hay");
  const bytes = new Uint8Array(3);
  const other = { fine: [1, "hay"] };
  const data = { a: [{ "key needle-in-hay": "x needle-in-hay" }], other, bytes };
  const clean = cleaned(data);
  expect(clean).toEqual({ a: [{ "key [secret DEEP]": "x [secret DEEP]" }], other, bytes });
  expect(clean.other).toBe(other);
  expect(clean.bytes).toBe(bytes);
});
