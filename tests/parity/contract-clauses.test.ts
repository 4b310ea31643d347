// Does the playbook contract-clauses give what a script without the engine gives, and is it right as often as its README says?

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { beforeAll, describe, expect, test } from "vitest";

const folder = resolve(import.meta.dirname, "../../templates/contract-clauses");
const text = (path: string) => readFileSync(join(folder, path), "utf8");
/** Rows as cells by name; no cell here has a line end. */
const table = (path: string) => {
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare,
    );
  const [header, ...rows] = text(path).trimEnd().split("\n").map(cells);
  return rows.map(
    (row) => Object.fromEntries(header.map((name, i) => [name, row[i]])) as Record<string, string>,
  );
};

const LIMIT = 0.8;

describe("contract-clauses", () => {
  let likeness: (a: string, b: string) => number;
  const [library, contract, tickets] = ["library", "contract", "tickets"].map((name) =>
    table(`data/${name}.csv`),
  );

  beforeAll(async () => {
    const { model } = JSON.parse(text("models/tokenizer.json")) as {
      model: { vocab: Record<string, number> };
    };
    const session = await InferenceSession.create(join(folder, "models/sentences.onnx"));
    const vectors = new Map<string, Float32Array>();
    for (const { text: sentence } of [...library, ...contract, ...tickets]) {
      const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      const ids = BigInt64Array.from(words, (word) =>
        BigInt(Object.hasOwn(model.vocab, word) ? model.vocab[word] : 0),
      );
      const dims = [1, ids.length];
      const answer = await session.run({
        input_ids: new Tensor("int64", ids, dims),
        attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), dims),
      });
      vectors.set(sentence, answer.sentence_embedding.data as Float32Array);
    }
    likeness = (a, b) => {
      const [one, other] = [vectors.get(a)!, vectors.get(b)!];
      return one.reduce((sum, value, i) => sum + value * other[i], 0);
    };
  });

  const nearest = (sentence: string, among: readonly Record<string, string>[]) =>
    among
      .map((row) => ({ row, score: likeness(sentence, row.text) }))
      .reduce((best, each) => (each.score > best.score ? each : best));

  test("every clause finds the same standard clause, as near, and goes where it belongs", () => {
    const outputs = ["as-standard", "deviating", "not-in-library"].map((name) =>
      table(`expected/out/${name}.csv`),
    );
    const belongs = contract.map((clause) => {
      const { row, score } = nearest(clause.text, library);
      return {
        no: clause.no,
        title: row.title,
        score,
        at: row.text === clause.text ? 0 : score >= LIMIT ? 1 : 2,
      };
    });
    outputs.forEach((rows, at) => {
      expect(rows.map(({ no }) => no)).toEqual(belongs.filter((each) => each.at === at).map(({ no }) => no));
      for (const row of rows) {
        const wanted = belongs.find(({ no }) => no === row.no)!;
        expect(row.nearest_title).toBe(wanted.title);
        if (row.likeness !== undefined)
          expect(Math.abs(Number(row.likeness) - wanted.score)).toBeLessThan(0.0051);
      }
    });
  });

  test("standard clauses to which nothing is like are the missing ones", () => {
    const missing = library.filter((clause) => nearest(clause.text, contract).score < LIMIT);
    expect(table("expected/out/missing.csv").map(({ clause }) => clause)).toEqual(
      missing.map(({ clause }) => clause),
    );
  });

  test("tickets are duplicates exactly where another one is near", () => {
    const near = tickets.filter((one) =>
      tickets.some((other) => other !== one && likeness(one.text, other.text) >= LIMIT),
    );
    expect(table("expected/out/duplicates.csv").map(({ ticket }) => ticket)).toEqual(
      near.map(({ ticket }) => ticket),
    );
  });

  test("README and card say how often it is right", () => {
    const truth = table("make/contract-truth.csv");
    const scored = contract.map(({ no, text: sentence }) => {
      const { row, score } = nearest(sentence, library);
      return {
        wanted: truth.find((each) => each.no === no)!.clause,
        found: score >= LIMIT ? row.clause : "",
      };
    });
    const known = scored.filter(({ wanted }) => wanted !== "");
    const right = known.filter(({ wanted, found }) => wanted === found).length;
    expect(text("README.md")).toContain(`${right} of ${known.length} clauses find their standard clause`);
    expect(scored.filter(({ wanted }) => wanted === "").every(({ found }) => found === "")).toBe(true);

    const matter = new Map(table("make/tickets-truth.csv").map((row) => [row.ticket, row.matter]));
    const pairs = tickets.flatMap((one, i) => tickets.slice(i + 1).map((other) => [one, other] as const));
    const found = pairs.filter(([a, b]) => likeness(a.text, b.text) >= LIMIT);
    const same = pairs.filter(([a, b]) => matter.get(a.ticket) === matter.get(b.ticket));
    expect(found).toEqual(same);
    expect(text("README.md")).toContain(`all ${same.length} pairs of tickets are found`);
  });
});
