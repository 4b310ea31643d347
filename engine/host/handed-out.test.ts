// Values that were handed out: hidden in every form, and nothing else is changed.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
  [
    "a beginning in an error of JSON.parse",
    "longer-than-this",
    'at "longer-th"... is',
    'at "[secret PART]"... is',
  ],
])("hides %s", (_, value, text, clean) => {
  handedOut("PART", value);
  expect(withoutSecrets(text)).toBe(clean);
});

test.each(["longest-road of all", "longest", 'a "longest" one'])(
  "words that begin as a value are left alone: %s",
  (text) => {
    handedOut("WORDS", "longest-river");
    expect(withoutSecrets(text)).toBe(text);
  },
);

const ODD = `tok-SuperSecret+/=&"x`;
const bytesOf = (text: string) => Buffer.from(text);
test.each([
  ["JSON of PHP", ODD.replaceAll("/", "\\/").replaceAll('"', '\\"')],
  ["escapes of JSON", [...ODD].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join("")],
  ["some escapes of JSON, in JSON", ODD.replace("&", "\\\\u0026").replace('"', '\\\\\\"')],
  ["HTML", ODD.replaceAll("&", "&amp;").replaceAll('"', "&quot;")],
  ["HTML by numbers", ODD.replaceAll("&", "&#38;").replaceAll('"', "&#x22;")],
  ["HTML twice", ODD.replaceAll("&", "&amp;amp;").replaceAll('"', "&amp;quot;")],
  ["an address in an address", encodeURIComponent(encodeURIComponent(ODD))],
  ["large letters", ODD.toUpperCase()],
  ["UTF-16", Buffer.from(ODD, "utf16le").toString("latin1").slice(0, -1)],
])("hides a value in %s", (_, form) => {
  handedOut("ODD", ODD);
  expect(withoutSecrets(`they said ${form}`)).toBe("they said [secret ODD]");
});

test.each([0, 1, 2, 3, 4, 5])(
  "hides a value in base64 of base64, %i signs behind its beginning",
  (before) => {
    handedOut("ODD", ODD);
    const inner = bytesOf("x".repeat(before) + ODD).toString("base64");
    expect(withoutSecrets(bytesOf(inner).toString("base64"))).toBe("[secret ODD]");
  },
);

describe.each(["part", "whole"])("a value that is a part of another, the %s handed out first", (first) => {
  const part = `tok-${first}Of+another`;
  const rest = "&MORE/ofIt xyz99";
  const whole = part + rest;
  test.each([
    ["itself", whole],
    ["large letters", whole.toUpperCase()],
    ["large letters behind the part", part + rest.toUpperCase()],
    ["HTML behind the part", whole.replace("&", "&amp;amp;")],
    ["JSON of PHP", whole.replace("/", "\\/")],
    ["an address in an address", encodeURIComponent(encodeURIComponent(whole))],
    ["base64 of base64", btoa(btoa(whole))],
    ["UTF-16", Buffer.from(whole, "utf16le").toString("latin1").slice(0, -1)],
    ["what was cut off", `${whole.slice(0, -3)}…`],
  ])("goes with all of the other in %s", (_, form) => {
    const values: (readonly [string, string])[] = [
      ["PART", part],
      ["WHOLE", whole],
    ];
    for (const [name, value] of first === "part" ? values : values.toReversed()) handedOut(name, value);
    const cut = form.endsWith("…") ? "…" : "";
    expect(withoutSecrets(`they said ${form} ${part}`)).toBe(`they said [secret WHOLE]${cut} [secret PART]`);
  });
});

test("what stands for a value is not taken for one", () => {
  handedOut("NAMED", "secret");
  expect(withoutSecrets(withoutSecrets("a secret"))).toBe("a [secret NAMED]");
});

test("what is too short to be told from other text is left alone", () => {
  handedOut("PIN", "123");
  expect(withoutSecrets("1234567")).toBe("1234567");
});

test.each([
  [
    "1234",
    '{"type":"progress","rows":1234,"at":[1.1234e5]}',
    '{"type":"progress","rows":1234,"at":[1.1234e5]}',
  ],
  [
    "null",
    '{"share":null,"said":"null"}\n{"share":null}\n',
    '{"share":null,"said":"[secret WEAK]"}\n{"share":null}\n',
  ],
  ["customer", '{"customer": "a customer", "n" : 1}', '{"customer": "a [secret WEAK]", "n" : 1}'],
  ['say "x"', String.raw`{"a":"they say \"x\" "}`, '{"a":"they [secret WEAK] "}'],
  ["9876", '{"id":"9007199254749876"}', '{"id":"9007199254749876"}'],
  ["4321", '{"pin":"4321"}', '{"pin":"[secret WEAK]"}'],
  ["31415926", '{"id":"0031415926"}', '{"id":"00[secret WEAK]"}'],
  ['{"key":"abc"}', '{"key":"abc"}', "[secret WEAK]"],
])("hides %s in texts of JSON alone, which stays JSON: %s", (value, text, expected) => {
  handedOut("WEAK", value);
  expect(withoutSecrets(text)).toBe(expected);
});

test("plain data is cleaned to its last text; keys and the rest of it are the same", () => {
  handedOut("DEEP", "needle-in-hay");
  const bytes = new Uint8Array(3);
  const other = { fine: [1, "hay"] };
  const data = { a: [{ "key needle-in-hay": "x needle-in-hay" }], other, bytes };
  const clean = cleaned(data);
  expect(clean).toEqual({ a: [{ "key needle-in-hay": "x [secret DEEP]" }], other, bytes });
  expect(clean.other).toBe(other);
  expect(clean.bytes).toBe(bytes);
});
