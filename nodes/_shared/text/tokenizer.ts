// How does a text become the numbers of tokens that a model was trained on? By its tokenizer.json, read by @huggingface/tokenizers.

import type { Tokenizer } from "@huggingface/tokenizers";
import * as z from "zod/mini";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";

export interface TokenizedText {
  readonly ids: readonly number[];
  /** The tokens as the tokenizer spells them, one for each id. */
  readonly tokens: readonly string[];
  /** Tokens that were left out because the text is too long. */
  readonly cut: number;
}

export interface TextTokenizer {
  readonly vocabulary: number;
  /** The number that fills short rows up; 0 where the file names none. */
  readonly padId: number;
  /** How many tokens a text may have, as the file says; null where it does not. */
  readonly maxTokens: number | null;
  encode(text: string, maxTokens: number): TokenizedText;
}

/** What is asked of the file itself; the library reads the rest. */
const TokenizerFile = z.looseObject({
  // The words themselves may be a hundred thousand, and are left to the library.
  model: z.looseObject({
    vocab: z.custom<object>((value) => typeof value === "object" && value !== null),
    unk_token: z.nullish(z.string()),
  }),
  added_tokens: z.nullish(z.array(z.looseObject({ id: z.number(), content: z.string() }))),
  // Steps before the words, which may have patterns of the file's own.
  normalizer: z.unknown(),
  pre_tokenizer: z.unknown(),
  truncation: z.nullish(z.looseObject({ max_length: z.number() })),
  padding: z.nullish(z.looseObject({ pad_id: z.number() })),
});

const PAD_TOKENS = ["[PAD]", "<pad>", "<|padding|>"];
/** A token is longer than that only in texts that are no language: what stands behind is not looked at. */
const MOST_CHARACTERS_A_TOKEN = 64;
/** A thousand times what a long text takes. A pattern such as (a+)+$ tries more ways than there is time for, and asks nobody meanwhile. */
const MOST_MS_A_TEXT = 10_000;

/** The tokenizer in a file beside the workflow. */
export async function readTokenizer(
  path: string,
  host: Pick<HostServices, "files" | "clock">,
  signal: AbortSignal,
): Promise<TextTokenizer> {
  return openTokenizer(await host.files.readAll(path, signal), path, host);
}

export async function openTokenizer(
  bytes: Uint8Array,
  file: string,
  host: Pick<HostServices, "clock">,
): Promise<TextTokenizer> {
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const content = parsed(bytes);
  const head = TokenizerFile.safeParse(content);
  if (!head.success) throw unreadable(file, "It is no tokenizer.json.");
  refuseNumbers(head.data, file);
  let library: Tokenizer;
  try {
    library = new Tokenizer(content as object, {});
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const { model, added_tokens: added, truncation, padding } = head.data;
  const idOf = (token: string) =>
    library.token_to_id(token) ?? added?.find((each) => each.content === token)?.id;
  const unknown = model.unk_token ? idOf(model.unk_token) : undefined;
  const hasPatterns = namesPattern(head.data.normalizer) || namesPattern(head.data.pre_tokenizer);
  const pad = PAD_TOKENS.map(idOf).find((id) => id !== undefined);
  return {
    vocabulary: library.get_vocab().size,
    padId: padding?.pad_id ?? pad ?? 0,
    maxTokens: truncation?.max_length ?? null,
    encode: hasPatterns
      ? (text, maxTokens) =>
          host.clock.within(
            MOST_MS_A_TEXT,
            () => encode(library, unknown, text, maxTokens),
            () => endless(file),
          )
      : (text, maxTokens) => encode(library, unknown, text, maxTokens),
  };
}

/** Whether a regular expression stands in it, however deep. */
function namesPattern(step: unknown): boolean {
  if (typeof step !== "object" || step === null) return false;
  return Object.hasOwn(step, "Regex") || Object.values(step).some(namesPattern);
}

/** Models take whole numbers from 0; others would be blamed on the node, or look up another word. */
function refuseNumbers({ model, added_tokens: added }: z.output<typeof TokenizerFile>, file: string): void {
  // A list is one of pairs of a word and its weight: its numbers are the places.
  const words = Array.isArray(model.vocab) ? [] : (Object.entries(model.vocab) as [string, unknown][]);
  for (const [word, id] of words) refuseNumber(word, id, file);
  for (const { content, id } of added ?? []) refuseNumber(content, id, file);
}

const GREATEST_ID = 2 ** 31 - 1;

function refuseNumber(word: string, id: unknown, file: string): void {
  if (typeof id === "number" && Number.isInteger(id) && id >= 0 && id <= GREATEST_ID) return;
  throw unreadable(file, `Its token ${JSON.stringify(word)} has the number ${JSON.stringify(id)}.`);
}

function encode(
  library: Tokenizer,
  unknown: number | undefined,
  text: string,
  maxTokens: number,
): TokenizedText {
  const read = text.slice(0, maxTokens * MOST_CHARACTERS_A_TOKEN);
  const whole = known(library.encode(read), unknown);
  const tooMany = whole.ids.length - maxTokens;
  if (tooMany <= 0) return { ...whole, cut: 0 };
  // Marks of beginning and end stay: the text between them is what is cut.
  const body = known(library.encode(read, { add_special_tokens: false }), unknown).ids;
  const before = placeOf(body, whole.ids);
  const after = whole.ids.length - before - body.length;
  const kept = Math.max(0, maxTokens - before - after);
  const shortened = <T>(list: readonly T[]) => [
    ...list.slice(0, before + kept),
    ...list.slice(list.length - after, list.length),
  ];
  return { ids: shortened(whole.ids), tokens: shortened(whole.tokens), cut: tooMany };
}

/** Words that a list of words does not have come back without a number: that of the unknown word is put there, or they are left out. */
function known(
  { ids, tokens }: { ids: readonly (number | undefined)[]; tokens: readonly string[] },
  unknown: number | undefined,
): { ids: readonly number[]; tokens: readonly string[] } {
  if (ids.every((id) => id !== undefined)) return { ids: ids, tokens };
  const numbered = ids.map((id) => id ?? unknown);
  return {
    ids: numbered.filter((id) => id !== undefined),
    tokens: tokens.filter((_, i) => numbered[i] !== undefined),
  };
}

/** Where the body begins between the marks. */
function placeOf(body: readonly number[], whole: readonly number[]): number {
  const last = whole.length - body.length;
  for (let from = 0; from <= last; from++) if (body.every((id, i) => whole[from + i] === id)) return from;
  return 0;
}

function endless(file: string): MillraceError {
  return new MillraceError("TOKENIZER_ENDLESS", {
    message: `A pattern of the tokenizer was not through with one text after ${MOST_MS_A_TEXT / 1000} s.`,
    file,
    expected: "patterns that try each sign a few times",
    got: "one that tries ever more ways, such as (a+)+$",
    hint: "Take the tokenizer.json that came with the model, or write the pattern without a repeat in a repeat.",
    fatal: true,
  });
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function unreadable(file: string, why: string, cause?: unknown): MillraceError {
  return new MillraceError("TOKENIZER_UNREADABLE", {
    message: `The tokenizer cannot be read: ${why}`,
    file,
    expected: "a tokenizer.json as Hugging Face's libraries write it",
    hint: "Take the tokenizer.json that came with the model, or save it with `tokenizer.save_pretrained`.",
    cause,
  });
}
