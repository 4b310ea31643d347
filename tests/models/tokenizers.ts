// Which small tokenizers the tests open: the texts of tokenizer.json files.

const WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "late", "ship", "##ment", "##s", "on", "time", "the"];

/** As BERT has it: pieces of words, a mark at the beginning and one at the end. */
export function wordPieces(more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    version: "1.0",
    added_tokens: WORDS.slice(0, 4).map((content, id) => ({ id, content, special: true })),
    normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [mark("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, mark("[SEP]")],
      pair: [],
      special_tokens: {
        "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
        "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
      },
    },
    decoder: { type: "WordPiece" },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
    },
    ...more,
  });
}

/** A list of whole words without any marks. */
export function wholeWords(words: readonly string[], unknown: string | null): string {
  return JSON.stringify({
    version: "1.0",
    added_tokens: [],
    normalizer: { type: "Lowercase" },
    pre_tokenizer: { type: "Whitespace" },
    post_processor: null,
    decoder: null,
    model: {
      type: "WordLevel",
      vocab: Object.fromEntries(words.map((word, id) => [word, id])),
      ...(unknown !== null && { unk_token: unknown }),
    },
  });
}

function mark(id: string) {
  return { SpecialToken: { id, type_id: 0 } };
}
