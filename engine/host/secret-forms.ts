// The forms in which a secret may stand in a text: itself, its parts, and what JSON, addresses, dumps and base64 make of it.

import { secretPattern } from "./secret-pattern.ts";

/** Shorter ones stand in every other text by chance, and would take it apart. */
const SHORTEST = 4;
/** Of a value in parts (`user:password`, several lines), the shortest part that is hidden by itself. */
const SHORTEST_PART = 6;
/** How deep texts of JSON stand in each other at the most. */
const JSON_LEVELS = 4;

export interface SecretForm {
  readonly text: string;
  readonly name: string;
  /** A stretch of base64 says more than the value itself: the whole word around it goes. */
  readonly isBase64: boolean;
}

/** A value and its parts as they are sought sign by sign. */
export function secretPatterns(value: string): RegExp[] {
  return partsOf(value).map(secretPattern);
}

/** None of a value of less than four characters. */
export function secretForms(name: string, value: string): SecretForm[] {
  return partsOf(value).flatMap((part) => formsOf(part, name));
}

/** The value, and what of it would be enough for somebody who reads it. */
function partsOf(value: string): readonly string[] {
  if (value.length < SHORTEST) return [];
  const [, password = ""] = /:(.*)$/s.exec(value) ?? [];
  const parts = [password, ...value.split(/\r?\n/)].filter((part) => part.length >= SHORTEST_PART);
  return [...new Set([value, ...parts])];
}

/** As it may stand in addresses, JSON, headers and dumps. */
function formsOf(value: string, name: string): SecretForm[] {
  const bytes = Buffer.from(value, "utf8");
  const url = encodeURIComponent(value);
  const plain = [
    value,
    ...escapedForms(value),
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams({ v: value }).toString().slice(2),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
  ];
  const base64 = [0, 1, 2].flatMap((before) => {
    const stretch = stretchOf(bytes, before);
    const twice = [0, 1, 2].map((inner) => stretchOf(Buffer.from(stretch), inner));
    return [stretch, stretch.replaceAll("+", "-").replaceAll("/", "_"), ...twice];
  });
  return [
    ...[...new Set(plain)].map((text) => ({ text, name, isBase64: false })),
    ...[...new Set(base64)].map((text) => ({ text, name, isBase64: true })),
  ];
}

/** In a text of JSON, also in one that stands in another: a log of an answer that quotes a request. */
function escapedForms(value: string): readonly string[] {
  const forms: string[] = [];
  for (let text = value; forms.length < JSON_LEVELS;) forms.push((text = JSON.stringify(text).slice(1, -1)));
  return forms;
}

/** What base64 makes of the bytes behind so many others, as far as it follows from the bytes alone. */
function stretchOf(bytes: Uint8Array, before: number): string {
  const all = Buffer.concat([new Uint8Array(before), bytes]).toString("base64");
  return all.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}
