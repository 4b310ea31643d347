// Where things lie in the folder of an exported program, where the exporter and the program both have to know.

export const MODELS_LOCK = "models/models.lock.json";
/** What the program is made of, as `ExportFacts`. */
export const FACTS = "runtime/export.json";
export const PARITY = "parity.json";
/** Names of secrets and settings, as a file of environment variables. */
export const ENV_EXAMPLE = ".env.example";
/** What runtime/ hands to the program. */
export const RUNTIME_INDEX = "runtime/index.cjs";

export interface ExportFacts {
  /** Name of the workflow file. */
  readonly workflow: string;
  readonly title: string;
  readonly millrace: string;
  /** Versions of the packages that package.json asks for. */
  readonly packages: Readonly<Record<string, string>>;
  /** The kinds of nodes that it has, each with the version that the params in pipeline.mjs are of. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Every file that the exporter wrote, so that exporting again replaces these and nothing else. */
  readonly files: readonly string[];
}
