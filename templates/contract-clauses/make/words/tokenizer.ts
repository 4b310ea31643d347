// The encoder's words as a tokenizer.json, which any library of tokenizers reads: whole words in small letters, no pieces.

export function tokenizerOf(words: readonly string[]): string {
  const vocab = Object.fromEntries(["[UNK]", ...words].map((word, id) => [word, id]));
  const content = {
    version: "1.0",
    added_tokens: [],
    normalizer: { type: "Lowercase" },
    pre_tokenizer: {
      type: "Split",
      pattern: { Regex: "[\\p{L}\\p{N}]+" },
      behavior: "Removed",
      invert: true,
    },
    post_processor: null,
    decoder: null,
    // A prefix that no word has: a word that is not in the list is unknown, and not cut into others.
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 40,
      vocab,
    },
  };
  return `${JSON.stringify(content)}\n`;
}
