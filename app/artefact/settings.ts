// What can be set from outside an exported program: by flag, else by environment variable, else as it stands in pipeline.mjs.

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { flagName, variableName } from "../../engine/export/script/flag-names.ts";
import { closest } from "../../engine/sdk/closest.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { Partition } from "../../engine/sdk/partition.ts";
import { combined, partitionOfEnvironment, partitionOfFlag } from "../engine-process/asked-partition.ts";

type Value = string | number | boolean;

export interface Setting<T extends Value = Value> {
  readonly fallback: T;
  readonly help: string;
  /** A file or folder: what is given from outside is taken from the current folder, the fallback from the program's. */
  readonly isPath: boolean;
}

export const path = (fallback: string, help = ""): Setting<string> => ({ fallback, help, isPath: true });

export const value = <T extends Value>(fallback: T, help = ""): Setting<T> => ({
  fallback,
  help,
  isPath: false,
});

type Settings = Readonly<Record<string, Setting>>;
type Values<S extends Settings> = { readonly [K in keyof S]: S[K]["fallback"] };

/** How the program is to run. */
export interface Modes {
  readonly help: boolean;
  readonly version: boolean;
  /** Whether to say only if it could run. */
  readonly check: boolean;
  readonly dryRun: boolean;
  /** Whether folders of outputs that are not there are made. */
  readonly makeFolders: boolean;
  readonly selftest: boolean;
  /** Folder that the self-test leaves what it made in. */
  readonly keep: string | null;
  /** Whether what the self-test computes is right from now on. */
  readonly accept: boolean;
  readonly events: boolean;
  readonly limit: number | null;
  readonly threads: number | null;
  /** Path of the file with secrets; null = the environment alone. */
  readonly secrets: string | null;
  /** Whether nothing may be asked of the network. */
  readonly offline: boolean;
  /** Whether to keep a journal, and whether to go on from one. */
  readonly journal: boolean;
  readonly resume: boolean;
  /** What computes models, such as `cuda,cpu`; null = what the environment says. */
  readonly provider: string | null;
  /** A file of failed rows, which are run again; null = the sources are read. */
  readonly fromDeadLetter: string | null;
  readonly append: boolean;
  /** The part of the batch that this process does; null = the whole. */
  readonly partition: Partition | null;
}

const MODES = {
  help: { type: "boolean", help: "show this" },
  version: { type: "boolean", help: "show the versions" },
  check: { type: "boolean", help: "say whether it could run, and run nothing" },
  "dry-run": { type: "boolean", help: "read and compute, write nothing; tell what would be written" },
  "make-folders": { type: "boolean", help: "make folders for outputs that are not there" },
  selftest: {
    type: "boolean",
    help: "compute the samples that came along and compare with what the workflow gave",
  },
  accept: { type: "boolean", help: "with --selftest: take what is computed now as right from now on" },
  keep: { type: "string", help: "with --selftest: folder to leave what was computed in" },
  events: { type: "string", help: "ndjson: print what happens to stdout, one JSON object a line" },
  journal: { type: "boolean", help: "keep a journal beside the output, so that the run can be resumed" },
  resume: {
    type: "boolean",
    help: "go on where a run with a journal was ended; with --journal, begin where there is none",
  },
  "from-dead-letter": {
    type: "string",
    help: "run the rows of a file of failed rows again, and no others",
  },
  append: {
    type: "boolean",
    help: "with --from-dead-letter: put what they come to behind the outputs, not beside them",
  },
  provider: {
    type: "string",
    help: "what computes models: auto, cuda, or cuda,cpu (cpu; or MILLRACE_PROVIDER)",
  },
  limit: { type: "string", help: "rows that each source gives at the most" },
  partition: {
    type: "string",
    help:
      "i/n: do one part of n; outputs of the parts, one behind the other, are the whole (or PIPELINE_PARTITION, " +
      "or PIPELINE_PARTITION_INDEX from 0 with PIPELINE_PARTITIONS)",
  },
  secrets: {
    type: "string",
    help: "file with secrets, one NAME=value a line (or MILLRACE_SECRETS); the environment goes before it",
  },
  offline: { type: "boolean", help: "ask nothing of the network" },
  threads: { type: "string", help: "cores to use for reading and computing (default: chosen by size)" },
} as const;

/** What has been asked for, and what is wrong with it: told by `run`, since nothing can be said before. */
export class Command {
  readonly #args: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  #settings: Settings = {};
  readonly problems: MillraceError[] = [];
  /** Paths that were given from outside or stand in the program, with the name of their setting. */
  readonly #paths = new Map<string, string>();

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#args = args;
    this.#env = env;
  }

  /** The values of the settings. One that is not right keeps its fallback, and one that is not there has none: both become problems. */
  settings<const S extends Settings>(settings: S): Values<S> {
    this.#settings = settings;
    const { values: flags } = this.#parsed();
    const values = Object.fromEntries(
      Object.entries(settings).map(([name, setting]) => [name, this.#valueOf(name, setting, flags)]),
    ) as Values<S>;
    for (const [name, { isPath }] of Object.entries(settings))
      if (isPath) this.#paths.set(String(values[name]), name);
    return new Proxy(values, {
      get: (target, name) => {
        if (typeof name === "string" && !Object.hasOwn(target, name))
          this.problems.push(noSetting(name, settings));
        return Reflect.get(target, name) as unknown;
      },
    });
  }

  /** How to set a path in another way; null where none of the settings has it. */
  namesOf(path: string): string | null {
    const name = this.#paths.get(path);
    return name === undefined ? null : `--${flagName(name)} or ${variableName(name)}`;
  }

  /** Variables that are none of the settings, and look as if they were meant for one. */
  misspelt(): readonly { readonly name: string; readonly meant: string }[] {
    const known = Object.keys(this.#settings).map(variableName);
    return Object.keys(this.#env).flatMap((name) => {
      if (!name.startsWith("PIPELINE_") || known.includes(name)) return [];
      const meant = closest(name, known);
      return meant === null ? [] : [{ name, meant }];
    });
  }

  #valueOf(name: string, setting: Setting, flags: Readonly<Record<string, unknown>>): Value {
    const flag = flagName(name);
    const given = flags[flag];
    // One without its value is a problem of its own.
    const fromFlag = typeof given === "string" ? given : undefined;
    // What the environment says is for runs: a self-test in the same container computes what was exported.
    const text = fromFlag ?? (flags.selftest === true ? undefined : this.#env[variableName(name)]);
    if (text === undefined) return setting.fallback;
    if (setting.isPath) return text === "" ? text : resolve(text);
    const typed = typedAs(setting.fallback, text);
    if (typed !== null) return typed;
    const place = fromFlag === undefined ? variableName(name) : `--${flag}`;
    this.problems.push(
      new MillraceError("USAGE_SETTING", {
        message: `${place} must be ${wordFor(setting.fallback)}.`,
        expected: wordFor(setting.fallback),
        got: text,
        hint: `For example: ${place}=${String(setting.fallback)}`,
      }),
    );
    return setting.fallback;
  }

  /** How to run; what is wrong joins the problems. */
  modes(): Modes {
    const { values, problem } = this.#parsed();
    if (problem) this.problems.push(problem);
    if (values.events !== undefined && values.events !== "ndjson")
      this.problems.push(wrongMode("events", "ndjson", values.events));
    this.#refuseSenseless(values);
    const limit = this.#count("limit", values.limit);
    return {
      help: values.help === true,
      version: values.version === true,
      check: values.check === true,
      dryRun: values["dry-run"] === true,
      makeFolders: values["make-folders"] === true,
      selftest: values.selftest === true,
      accept: values.accept === true,
      keep: typeof values.keep === "string" ? resolve(values.keep) : null,
      events: values.events === "ndjson",
      limit,
      secrets: typeof values.secrets === "string" ? resolve(values.secrets) : null,
      offline: values.offline === true,
      journal: values.journal === true,
      resume: values.resume === true,
      fromDeadLetter:
        typeof values["from-dead-letter"] === "string" ? resolve(values["from-dead-letter"]) : null,
      append: values.append === true,
      provider: typeof values.provider === "string" ? values.provider : null,
      threads: this.#count("threads", values.threads),
      partition: this.#partition(values.partition as string | undefined, {
        isSelftest: values.selftest === true,
        limit,
      }),
    };
  }

  /** Flags that would be taken for something else than was meant: `--accept` alone would be a run. */
  #refuseSenseless(values: Readonly<Record<string, unknown>>): void {
    const asked = (name: string) => values[name] !== undefined;
    const refuse = (message: string, hint: string) =>
      this.problems.push(new MillraceError("USAGE_FLAG", { message, hint }));
    for (const name of ["accept", "keep"])
      if (asked(name) && !asked("selftest"))
        refuse(`--${name} is for the self-test.`, `Add --selftest, or leave --${name} out.`);
    for (const name of ["journal", "resume"])
      for (const other of ["check", "dry-run"])
        if (asked(name) && asked(other))
          refuse(`--${name} is for a run, and --${other} writes nothing.`, "Give one of them at a time.");
    for (const name of [
      "check",
      "dry-run",
      "make-folders",
      "limit",
      "events",
      "journal",
      "resume",
      "from-dead-letter",
    ])
      if (asked(name) && asked("selftest"))
        refuse(`--${name} is not for the self-test.`, "Give one of them at a time.");
    const own = Object.keys(this.#settings).map(flagName).filter(asked);
    if (asked("accept") && own.length > 0)
      refuse(
        `What is accepted is right for later self-tests, and these know nothing of --${own[0]}.`,
        `Change it in pipeline.mjs, or leave --${own[0]} out.`,
      );
  }

  /** What the environment says is for runs: a self-test in the same container computes its samples as a whole. */
  #partition(
    flag: string | undefined,
    { isSelftest, limit }: { readonly isSelftest: boolean; readonly limit: number | null },
  ): Partition | null {
    if (isSelftest && flag === undefined) return null;
    try {
      const asked = flag === undefined ? partitionOfEnvironment(this.#env) : partitionOfFlag(flag);
      if (asked && limit !== null)
        throw combined("--limit", "A limit of rows is for the whole, not for a part of it.");
      if (asked && isSelftest) throw combined("--selftest", "The self-test computes its samples as a whole.");
      return asked;
    } catch (thrown) {
      this.problems.push(thrown as MillraceError);
      return null;
    }
  }

  #count(name: string, text: unknown): number | null {
    if (text === undefined) return null;
    const count = Number(text);
    if (Number.isSafeInteger(count) && count >= 1) return count;
    this.problems.push(wrongMode(name, "a whole number above 0", text));
    return null;
  }

  #parsed(): { values: Readonly<Record<string, unknown>>; problem: MillraceError | null } {
    const modes = Object.entries(MODES).map(([name, { type }]) => [name, { type }] as const);
    const own = Object.keys(this.#settings).map((name) => [flagName(name), { type: "string" }] as const);
    const options = Object.fromEntries([...own, ...modes]);
    const args = withNegatives(this.#args);
    try {
      return { values: parseArgs({ args, options }).values, problem: null };
    } catch (thrown) {
      const problem = new MillraceError("USAGE_FLAG", {
        message: (thrown as Error).message.split("\n")[0],
        hint: `${this.#meantBy(thrown as Error, Object.keys(options))}\`node pipeline.mjs --help\` lists what there is.`,
      });
      // What is right counts all the same: `--help` beside a mistake is still asked for.
      return { values: parseArgs({ args, options, strict: false }).values, problem };
    }
  }

  /** What a flag that is none was probably meant to be: one that is written alike, or that sets the file of that name. */
  #meantBy({ message }: Error, flags: readonly string[]): string {
    const [, given] = /^Unknown option '--([^'=]+)/.exec(message) ?? [];
    if (given === undefined) return "";
    const isFile = ([, { isPath, fallback }]: [string, Setting]) =>
      isPath && fileWord(String(fallback)) === given.toLowerCase();
    const [ofFile] = Object.entries(this.#settings).find(isFile) ?? [];
    const meant = closest(given, flags) ?? (ofFile === undefined ? null : flagName(ofFile));
    if (meant !== null) return `Did you mean --${meant}? `;
    const own = Object.keys(this.#settings).map((name) => `--${flagName(name)}`);
    return own.length === 0 ? "" : `What can be set is ${own.join(", ")}. `;
  }

  help(title: string): string {
    const rows = [
      ...Object.entries(this.#settings).map(([name, { help, fallback, isPath }]) => [
        `--${flagName(name)} ${isPath ? "PATH" : wordOf(fallback)}`,
        `${help} (${String(fallback)}; or ${variableName(name)})`,
      ]),
      ...Object.entries(MODES).map(([name, { type, help }]) => [
        `--${name}${type === "string" ? " X" : ""}`,
        help,
      ]),
    ];
    const width = Math.max(...rows.map(([flag]) => flag.length));
    return [
      `${title}\n\nUsage: node pipeline.mjs [options]\n`,
      ...rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
      "\nExit codes: 0 done, 1 failed, 2 cannot run as it is, 3 done with failed rows, 130 interrupted.\n",
    ].join("\n");
  }
}

/** The name of a file without folders and ending: what a person calls it. */
function fileWord(path: string): string {
  return path
    .replace(/^.*[/\\]/s, "")
    .replace(/\..*$/s, "")
    .toLowerCase();
}

/** A negative number behind a flag is its value, not a flag. */
function withNegatives(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, arg) => {
    const last = joined.at(-1);
    const isValue = /^-[.\d]/.test(arg) && last !== undefined && /^--[^=]+$/.test(last);
    return isValue ? [...joined.slice(0, -1), `${last}=${arg}`] : [...joined, arg];
  }, []);
}

function noSetting(name: string, settings: Settings): MillraceError {
  const known = Object.keys(settings);
  const meant = closest(name, known);
  return new MillraceError("PIPELINE_SETTING", {
    message: `In pipeline.mjs, config.${name} is none of the settings.`,
    expected: `one of ${known.join(", ")}`,
    got: name,
    hint: meant === null ? "Add it to settings({ … }), or write the value itself." : `Write config.${meant}.`,
  });
}

function wrongMode(name: string, expected: string, got: unknown): MillraceError {
  return new MillraceError("USAGE_FLAG", {
    message: `--${name} must be ${expected}.`,
    expected,
    got: String(got),
    hint: "`node pipeline.mjs --help` lists what there is.",
  });
}

function typedAs(fallback: Value, text: string): Value | null {
  if (typeof fallback === "string") return text;
  if (typeof fallback === "boolean") return text === "true" ? true : text === "false" ? false : null;
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : null;
}

function wordFor(fallback: Value): string {
  return typeof fallback === "number"
    ? "a number"
    : typeof fallback === "boolean"
      ? "true or false"
      : "a text";
}

function wordOf(fallback: Value): string {
  return typeof fallback === "number" ? "NUMBER" : typeof fallback === "boolean" ? "BOOLEAN" : "TEXT";
}
