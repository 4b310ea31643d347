// Does the converted model say what the package says? Every byte is made again, and real sentences of many languages are asked.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createRequire } from "node:module";
import lande from "lande";
import { beforeAll, describe, expect, test } from "vitest";
import { frameOf } from "../../../../engine/frames/builder.ts";
import { field } from "../../../../engine/frames/frame.ts";
import detectLanguage from "../../../../nodes/models/detect-language/detect-language.ts";
import { runWithFiles, type FilesRunResult } from "../../../../tests/support/run-with-files.ts";
import { readLande } from "./lande.ts";
import { landeToOnnx } from "./to-onnx.ts";

const playbook = resolve(import.meta.dirname, "../..");
const packageFolder = (name: string) =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
const modules = resolve(packageFolder("typescript"), "..");
const text = (path: string) => readFileSync(join(modules, path), "utf8");

const model = () =>
  landeToOnnx(
    readLande({
      langs: text("lande/standalone/t50-langs.js"),
      ngrams: text("lande/standalone/t50-ngrams.js"),
      options: text("lande/standalone/t50-options.js"),
    }),
  );

/** Each n-th message that TypeScript has in a language, and the sentences of the package's own test. */
function sentences(): { readonly from: string; readonly text: string }[] {
  const EACH = 40;
  const library = join(modules, "typescript/lib");
  const translated = readdirSync(library).filter((name) =>
    existsSync(join(library, name, "diagnosticMessages.generated.json")),
  );
  const messages = translated.flatMap((from) => {
    const all = Object.values(
      JSON.parse(text(`typescript/lib/${from}/diagnosticMessages.generated.json`)) as Record<string, string>,
    );
    const whole = all.filter((message) => (message.match(/\p{L}/gu) ?? []).length >= 8);
    const step = Math.floor(whole.length / EACH);
    return Array.from({ length: EACH }, (_, i) => ({ from, text: whole[i * step] }));
  });
  const own = [...text("lande/test/index.js").matchAll(/inferLanguage \( '(.*?)' \), '(\w+)'/g)].filter(
    ([, sentence]) => sentence !== "???",
  );
  return [...messages, ...own.map(([, sentence, from]) => ({ from, text: sentence }))];
}

test("the committed model is what the package gives, byte for byte", () => {
  expect(readFileSync(join(playbook, "models/language.onnx")).equals(model())).toBe(true);
});

describe("on real sentences", () => {
  const asked = sentences();
  let result: FilesRunResult;

  beforeAll(async () => {
    const frame = frameOf({ fields: [field("text", "text")] }, asked);
    result = await runWithFiles(
      detectLanguage,
      { "m.onnx": model() },
      { params: { column: "text", model: "m.onnx", top: 50, maxCharacters: 0 }, inputs: { in: [frame] } },
    );
  });

  test("there are more than 500 of them, in at least 40 languages", () => {
    expect(asked.length).toBeGreaterThan(500);
    expect(new Set(result.rows.map(({ language }) => language)).size).toBeGreaterThanOrEqual(40);
  });

  // Sums of float32 come in another order in a batch: 2.7e-5 was the largest difference seen.
  test("names the same language as the package for each, with the same 50 scores to 1e-4", () => {
    asked.forEach(({ text: sentence }, i) => {
      const wanted = new Map<string, number>(lande(sentence));
      const got = result.rows[i].language_best as { readonly label: string; readonly score: number }[];
      expect(got).toHaveLength(50);
      const differences = got.map(({ label, score }) => Math.abs(score - wanted.get(label)!));
      expect(Math.max(...differences), sentence).toBeLessThan(1e-4);
      expect(result.rows[i].language, sentence).toBe(lande(sentence)[0][0]);
    });
  });
});
