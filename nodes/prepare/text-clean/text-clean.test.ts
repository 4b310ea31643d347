import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import textClean from "./text-clean.ts";

const schema = { fields: [field("id", "int32"), field("text", "text")] };

async function clean(texts: readonly (string | null)[], params: Record<string, unknown> = {}) {
  const frame = frameOf(
    schema,
    texts.map((text, id) => ({ id, text })),
  );
  const result = await runNode(textClean, { params, inputs: { in: [frame] } });
  const [out] = result.outputs.out ?? [];
  const name = (params.output as string | undefined) ?? "clean";
  return {
    ...result,
    out,
    texts: out && Array.from({ length: out.length }, (_, row) => out.column(name).get(row)),
  };
}

test.each<[Record<string, unknown>, string, string]>([
  [{}, "  a \t b\n\nc ", "a b c"],
  [{ blanks: "lines" }, " a \t b \r\n\r\n\r\n c\u00a0d ", "a b\n\nc d"],
  [{ blanks: "keep" }, " a  b ", " a  b "],
  [{}, "e\u0301", "\u00e9"],
  [{ unicode: "keep" }, "e\u0301", "e\u0301"],
  [{ unicode: "NFD" }, "\u00e9", "e\u0301"],
  [{ unicode: "NFKC" }, "ﬁnal m²", "final m2"],
  [{ letters: "lower" }, "ÄRGER Straße", "ärger straße"],
  [{ letters: "upper" }, "Straße", "STRASSE"],
  [{ accents: true }, "Ünï Çà Ø ß Ελλάδα й", "Uni Ca Ø ß Ελλαδα и"],
  [{ accents: true }, "한국어 ガ हिन्दी", "한국어 ガ हिन्दी"],
  [{ html: true }, "<p>a &amp; b</p><script>x</script>", "a & b"],
  [{ links: "remove" }, "see https://a.example/b?c=1&d, or www.example.org.", "see , or ."],
  [{ links: "mark", letters: "upper" }, "(see http://a.example/x)", "(SEE <url> )"],
  [{ mails: "mark" }, "ask first.last+x@mail.example.org!", "ask <mail> !"],
  [{ numbers: "mark" }, "-1,234.50 and 12% of B2B, 3e-4", "<number> and <number> of B2B, <number>"],
  [{ numbers: "remove" }, "in 5 days", "in days"],
  [{ punctuation: true }, "Don't - stop: 'now' (10€)! It’s", "Don't stop now 10 It’s"],
  [{ punctuation: true, links: "mark", numbers: "mark" }, "<b> 5 http://x.example", "b <number> <url>"],
  [{ stopWords: ["The", "of"] }, "the end OF thebes, of.", "end thebes, ."],
])("%j makes %j %j", async (params, text, expected) => {
  expect((await clean([text], params)).texts).toEqual([expected]);
});

test("the other columns stay, and the new one is as planned", async () => {
  const { out, schemas } = await clean([" a "]);
  expect(out.row(0)).toEqual({ id: 0, text: " a ", clean: "a" });
  expect(out.schema).toBe(schemas.out);
});

test("under the name of the text, it takes its place", async () => {
  expect((await clean([" a "], { output: "text" })).out.row(0)).toEqual({ id: 0, text: "a" });
});

test("a row without a text fails, the others go on; no rows are none", async () => {
  const { failed, texts } = await clean(["a", null]);
  expect(failed).toMatchObject([{ row: 1, code: "NULL_VALUE", column: "text" }]);
  expect(texts).toEqual(["a"]);
  expect((await clean([])).texts).toEqual([]);
});

test("a long text of what may be the beginning of an address comes to an end", async () => {
  const long = `${"a.".repeat(50_000)}@${"b-".repeat(50_000)}`;
  const { texts } = await clean([long], { mails: "mark", links: "mark", numbers: "mark" });
  expect(texts).toEqual([long]);
});

test.each([
  [{ column: "nothing" }, "COLUMN_UNKNOWN"],
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ output: "id" }, "COLUMN_DUPLICATE"],
])("%j is an issue: %s", async (params, code) => {
  expect((await clean([], params)).issues).toMatchObject([{ code, severity: "error" }]);
});
