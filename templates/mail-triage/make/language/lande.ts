// What does the package `lande` hold? Its languages, its groups of letters and the weights of its net, read from its files.

/** The texts of the package's files `standalone/t50-langs.js`, `t50-ngrams.js` and `t50-options.js`. */
export interface LandeFiles {
  readonly langs: string;
  readonly ngrams: string;
  readonly options: string;
}

/** Numbers in steps: `(byte - ZERO) / steps`. */
export interface StepRow {
  readonly bytes: Uint8Array;
  readonly steps: number;
}

export interface DenseLayer {
  readonly bias: StepRow;
  /** One row of weights for each answer. */
  readonly rows: readonly StepRow[];
}

export interface LandeNet {
  readonly languages: readonly string[];
  /** Groups of letters by their length, in the order of the net's input. */
  readonly ngrams: Readonly<Record<string, readonly string[]>>;
  readonly layers: readonly DenseLayer[];
}

/** The byte that means 0. */
export const ZERO = 127;

const LENGTHS = ["unigrams", "bigrams", "trigrams", "quadgrams"];

export function readLande(files: LandeFiles): LandeNet {
  const groups = exported(files.ngrams) as Readonly<Record<string, readonly string[]>>;
  const { layers } = exported(files.options) as { readonly layers: readonly RawLayer[] };
  const types = layers.map(({ type }) => type).join(" ");
  if (types !== "input dense relu dense softmax")
    throw new Error(`lande has other layers than known: ${types}`);
  return {
    languages: exported(files.langs) as readonly string[],
    ngrams: Object.fromEntries(LENGTHS.map((name, i) => [String(i + 1), groups[name]])),
    layers: layers
      .filter(({ type }) => type === "dense")
      .map(({ _biases = "", _filters = [] }) => ({ bias: stepRow(_biases), rows: _filters.map(stepRow) })),
  };
}

interface RawLayer {
  readonly type: string;
  readonly _biases?: string;
  readonly _filters?: readonly string[];
}

function exported(source: string): unknown {
  return JSON.parse(source.replace(/^\s*export default /, "").replace(/;\s*$/, ""));
}

/** `1STEPS|BASE64`: one byte for a number, as the package `toygrad` writes its precision "f8". */
function stepRow(encoded: string): StepRow {
  const bar = encoded.indexOf("|");
  const steps = Number(encoded.slice(1, bar));
  if (!encoded.startsWith("1") || !(steps > 0)) throw new Error(`Unknown encoding: ${encoded.slice(0, 20)}`);
  return { bytes: Uint8Array.from(atob(encoded.slice(bar + 1)), (sign) => sign.charCodeAt(0)), steps };
}
