// The commands of `millrace`: their arguments and options as data, and the file of each, loaded when it is used.

import { TARGET_NAMES } from "../../engine/export/targets/names.ts";
import type { BenchFlags } from "./commands/bench.ts";
import type { EditFlags } from "./commands/edit.ts";
import type { ExportFlags } from "./commands/export.ts";
import type { InstallFlags } from "./commands/models/install.ts";
import type { NewFlags } from "./commands/new.ts";
import type { RunFlags } from "./commands/run.ts";
import type { MachineFlags } from "./machine-flags.ts";
import type { ValidateFlags } from "./commands/validate.ts";
import type { TrainFlags } from "./train-flags.ts";

/** What an option takes: nothing, a text, texts (it may be given again), a whole number above 0, one of some words. */
export type OptionValue =
  | {
      readonly takes: "nothing";
      /** An option it cannot be given with, by its name. */ readonly conflicts?: string;
    }
  | { readonly takes: "text" }
  | { readonly takes: "texts" }
  | { readonly takes: "count"; readonly default?: number }
  | { readonly takes: "word"; readonly words: readonly string[] };

export type OptionSpec = OptionValue & {
  /** As commander writes them: `-o, --out <path>`. */
  readonly flags: string;
  readonly description: string;
};

export interface ArgumentSpec {
  /** As commander writes it: `<needed>` or `[more...]`. */
  readonly usage: string;
  readonly description: string;
}

export interface CommandSpec {
  readonly description: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Commands below it: `millrace models install`. Without one of them it does what it does itself. */
  readonly commands?: Readonly<Record<string, CommandSpec>>;
  /** Gets the arguments in their order and the options by name; answers the exit code. */
  readonly run: (args: readonly unknown[], options: object) => Promise<number>;
}

const workflow: ArgumentSpec = { usage: "<flow>", description: "workflow file" };
const json = (description: string): OptionSpec => ({ flags: "--json", description, takes: "nothing" });
const set = (description: string): OptionSpec => ({
  flags: "--set <node.param=value>",
  description,
  takes: "texts",
});
const setFirst = set("set a param first; paths are taken from the current folder");
const limit: OptionSpec = {
  flags: "--limit <rows>",
  description: "rows each source gives at the most",
  takes: "count",
};

const yes = (description: string): OptionSpec => ({ flags: "--yes", description, takes: "nothing" });
const offline: OptionSpec = {
  flags: "--offline",
  description: "ask nothing of the network",
  takes: "nothing",
};

/** Of the commands that run or plan a workflow. */
const machine: readonly OptionSpec[] = [
  { flags: "--secrets <file>", description: "file with secrets, one NAME=value a line", takes: "text" },
  offline,
];

type Run = CommandSpec["run"];

/** Heeds the flags above before the command begins. */
function onMachine(run: Run): Run {
  return async (args, options: MachineFlags) => {
    if (options.secrets !== undefined || options.offline === true)
      (await import("./machine-flags.ts")).applyMachineFlags(options);
    return run(args, options);
  };
}

interface JsonFlag {
  readonly json: boolean;
}
interface ShowFlags extends JsonFlag {
  readonly licence: boolean;
}
interface RemoveFlags extends JsonFlag {
  readonly yes: boolean;
}

export const commands: Readonly<Record<string, CommandSpec>> = {
  run: {
    description: "run a workflow",
    arguments: [{ usage: "<flow>", description: "workflow file (*.millrace.json)" }],
    options: [
      set("set a param for this run; paths are taken from the current folder"),
      limit,
      {
        flags: "--events <format>",
        description: "print events to stdout instead of progress",
        takes: "word",
        words: ["ndjson"],
      },
      { flags: "--dry-run", description: "tell what the actions would do, and do nothing", takes: "nothing" },
      {
        flags: "--make-folders",
        description: "make folders for outputs that are not there",
        takes: "nothing",
      },
      {
        flags: "--partition <i/n>",
        description:
          "run one part of n, such as 2/7: outputs of the parts, one behind the other, are the whole",
        takes: "text",
      },
      {
        flags: "--journal",
        description: "keep a journal beside the output, so that the run can be resumed",
        takes: "nothing",
        conflicts: "dryRun",
      },
      {
        flags: "--resume",
        description: "go on where a run with a journal was ended; with --journal, begin where there is none",
        takes: "nothing",
        conflicts: "dryRun",
      },
      {
        flags: "--from-dead-letter <file>",
        description: "run the rows of a file of failed rows again, and no others",
        takes: "text",
      },
      {
        flags: "--append",
        description: "with --from-dead-letter: put what they come to behind the outputs, not beside them",
        takes: "nothing",
      },
      {
        flags: "--provider <names>",
        description: "what computes models whose nodes do not say it: auto, cuda, or cuda,cpu (default: cpu)",
        takes: "text",
      },
      { flags: "--quiet", description: "print errors only", takes: "nothing" },
      {
        flags: "--threads <n>",
        description: "cores the run may use for reading and computing (default: chosen by size)",
        takes: "count",
      },
      ...machine,
    ],
    run: onMachine(async ([flow], options) =>
      (await import("./commands/run.ts")).runCommand(flow as string, options as RunFlags),
    ),
  },
  edit: {
    description: "open the editor in a browser",
    arguments: [{ usage: "[flow]", description: "workflow file to open in it" }],
    options: [
      {
        flags: "--port <n>",
        description: "port on this machine (default: one that is free)",
        takes: "count",
      },
      { flags: "--no-open", description: "print the link and open nothing", takes: "nothing" },
      ...machine,
    ],
    run: onMachine(async ([flow], options) =>
      (await import("./commands/edit.ts")).editCommand(flow as string | undefined, options as EditFlags),
    ),
  },
  validate: {
    description: "check a workflow without running it",
    arguments: [workflow],
    options: [
      setFirst,
      {
        flags: "--fix",
        description: "apply the fixes that are offered, write the file, and tell what remains",
        takes: "nothing",
        conflicts: "set",
      },
      {
        flags: "--ask",
        description: "let nodes ask others over the network, as they do in a run",
        takes: "nothing",
      },
      json("print issues and schemas as JSON"),
      ...machine,
    ],
    run: onMachine(async ([flow], options) =>
      (await import("./commands/validate.ts")).validateCommand(flow as string, options as ValidateFlags),
    ),
  },
  export: {
    description:
      "make a program of a workflow that runs without Millrace, and prove that it computes the same",
    arguments: [{ usage: "[flow]", description: "workflow file" }],
    options: [
      {
        flags: "--target <name>",
        description: "what to make",
        takes: "word",
        words: TARGET_NAMES,
      },
      {
        flags: "--platform <name>",
        description: "with vendored: the machine it is for (this one unless given)",
        takes: "word",
        words: ["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64", "win32-arm64"],
      },
      { flags: "-o, --out <folder>", description: "folder to write it to", takes: "text" },
      {
        flags: "--force",
        description: "replace what an earlier export wrote there, and nothing else",
        takes: "nothing",
      },
      {
        flags: "--refresh <folder>",
        description: "instead: give an exported program the engine of this Millrace, if it computes the same",
        takes: "text",
      },
      {
        flags: "--check",
        description: "tell where it could run and what it would weigh, and write nothing",
        takes: "nothing",
      },
      json("print what was written and proved, or with --check what was found, as JSON"),
      ...machine,
    ],
    run: onMachine(async ([flow], options) => {
      const flags = options as ExportFlags;
      if (flags.refresh === undefined)
        return (await import("./commands/export.ts")).exportCommand(flow as string | undefined, flags);
      return (await import("./commands/refresh.ts")).refreshCommand(flow as string | undefined, flags);
    }),
  },
  new: {
    description: "make a workflow from a model and a table, or from a template",
    arguments: [],
    options: [
      { flags: "--model <file>", description: "ONNX model", takes: "text" },
      { flags: "--input <file>", description: "CSV file to score", takes: "text" },
      { flags: "--output <file>", description: "CSV file to write", takes: "text" },
      {
        flags: "--template <name>",
        description: "start from a playbook instead (see `millrace templates`)",
        takes: "text",
      },
      set("set a param of the new workflow (nodes input, model, output), such as model.inputs"),
      {
        flags: "-o, --out <path>",
        description: "workflow file to write, or the folder for a template",
        takes: "text",
      },
      { flags: "--force", description: "overwrite what is there", takes: "nothing" },
    ],
    run: async (_, options) => (await import("./commands/new.ts")).newCommand(options as NewFlags),
  },
  inspect: {
    description: "tell what a model file is, or why it is refused",
    arguments: [{ usage: "<file>", description: "any file" }],
    options: [json("print as JSON")],
    run: async ([file], options) =>
      (await import("./commands/inspect.ts")).inspectCommand(file as string, options as JsonFlag),
  },
  fit: {
    description:
      "learn the params of nodes that fit data (standardize, encoders…) and store them in the workflow",
    arguments: [
      workflow,
      { usage: "[nodes...]", description: "ids of the nodes to fit; all that can be fitted unless given" },
    ],
    options: [
      {
        flags: "--refit",
        description: "learn anew what is set already (as for nodes that are named)",
        takes: "nothing",
      },
      limit,
      ...machine,
    ],
    run: onMachine(async ([flow, nodes], options) =>
      (await import("./commands/fit.ts")).fitCommand(flow as string, nodes as string[], options),
    ),
  },
  train: {
    description:
      "learn a model from a table: boosted trees as ONNX, a workflow that uses them, and a model card",
    arguments: [{ usage: "<data>", description: "CSV, Parquet, JSON lines or Excel file" }],
    options: [
      { flags: "--target <column>", description: "column to learn", takes: "text" },
      {
        flags: "-o, --out <model>",
        description: "model to write (default: model.onnx); workflow and card lie beside it",
        takes: "text",
      },
      {
        flags: "--as <what>",
        description: "what the column is, where it does not look like it",
        takes: "word",
        words: ["number", "class"],
      },
      {
        flags: "--quantiles <list>",
        description: "learn quantiles of a number instead of its mean, such as 0.1,0.5,0.9",
        takes: "text",
      },
      {
        flags: "--split <share>",
        description: "share of the rows that is held back to measure with (default: 0.2)",
        takes: "text",
      },
      {
        flags: "--time <column>",
        description: "hold back the last rows by this column instead of some by chance",
        takes: "text",
      },
      {
        flags: "--folds <n>",
        description: "measure by cross-validation, and learn from all rows in the end",
        takes: "count",
      },
      {
        flags: "--ignore <column>",
        description: "learn nothing from a column; may be given again",
        takes: "texts",
      },
      { flags: "--trees <n>", description: "most rounds of trees", takes: "count", default: 1000 },
      { flags: "--seed <n>", description: "what chance begins with", takes: "count", default: 1 },
      limit,
      {
        flags: "--memory <mb>",
        description: "memory that the rows may take, in MB",
        takes: "count",
        default: 2048,
      },
      { flags: "--force", description: "overwrite what is there", takes: "nothing" },
      json("print the report as JSON"),
    ],
    run: async ([data], options) =>
      (await import("./commands/train.ts")).trainCommand(data as string, options as TrainFlags),
  },
  bench: {
    description: "measure a workflow: rows/s, where the time goes, memory; writes nothing",
    arguments: [workflow],
    options: [
      setFirst,
      { flags: "--runs <n>", description: "how often to run it", takes: "count", default: 5 },
      limit,
      json("print as JSON"),
      ...machine,
    ],
    run: onMachine(async ([flow], options) =>
      (await import("./commands/bench.ts")).benchCommand(flow as string, options as BenchFlags),
    ),
  },
  doctor: {
    description: "look at this machine: versions, what can compute models, where can be written, a self-test",
    arguments: [],
    options: [json("print as JSON")],
    run: async (_, options) => (await import("./commands/doctor.ts")).doctorCommand(options as JsonFlag),
  },
  templates: {
    description: "list the playbooks that come with Millrace",
    arguments: [],
    options: [json("print as JSON")],
    run: async (_, options) =>
      (await import("./commands/templates.ts")).templatesCommand(options as JsonFlag),
  },
  models: {
    description: "the model library: what is installed, what can be, and where it comes from",
    arguments: [],
    options: [offline, json("print as JSON")],
    run: async (_, options) =>
      (await import("./commands/models/list.ts")).listModels([], options as JsonFlag),
    commands: {
      list: {
        description: "list the models that are installed, come with Millrace, or can be installed",
        arguments: [],
        options: [offline, json("print as JSON")],
        run: async (_, options) =>
          (await import("./commands/models/list.ts")).listModels([], options as JsonFlag),
      },
      search: {
        description: "find models by words, among those of the list",
        arguments: [{ usage: "<words...>", description: "words that all have to fit" }],
        options: [offline, json("print as JSON")],
        run: async ([words], options) =>
          (await import("./commands/models/list.ts")).listModels(words as string[], options as JsonFlag),
      },
      show: {
        description: "tell all of one: files, fingerprints, source, licence, and whether it is still whole",
        arguments: [{ usage: "<name>", description: "name in the list" }],
        options: [
          { flags: "--licence", description: "print the text of its licence", takes: "nothing" },
          json("print as JSON"),
        ],
        run: async ([name], options) =>
          (await import("./commands/models/show.ts")).showModel(name as string, options as ShowFlags),
      },
      install: {
        description:
          "install a model: by name, or npm:NAME@VERSION, hf:OWNER/NAME, an address, a file or folder",
        arguments: [{ usage: "[source]", description: "where it comes from" }],
        options: [
          {
            flags: "--for <flow>",
            description: "instead: all that a workflow has pinned and that is missing",
            takes: "text",
          },
          { flags: "--name <name>", description: "name in the library", takes: "text" },
          { flags: "--sha256 <hex>", description: "fingerprint that the model must have", takes: "text" },
          yes("agree to the licence without being asked"),
          offline,
          json("print what was installed as JSON"),
        ],
        run: async ([source], options) =>
          (await import("./commands/models/install.ts")).installModels(
            source as string | undefined,
            options as InstallFlags,
          ),
      },
      remove: {
        description: "remove a model from the library",
        arguments: [{ usage: "<name>", description: "name in the list" }],
        options: [yes("do not ask"), json("print what was removed as JSON")],
        run: async ([name], options) =>
          (await import("./commands/models/remove.ts")).removeModel(name as string, options as RemoveFlags),
      },
      pin: {
        description: "write into a workflow which bytes it means by its models of the library",
        arguments: [workflow],
        options: [json("print what is pinned as JSON")],
        run: async ([flow], options) =>
          (await import("./commands/models/pin.ts")).pinModels(flow as string, options as JsonFlag),
      },
      path: {
        description: "print where the library lies, or the file that a reference names",
        arguments: [{ usage: "[reference]", description: "library:NAME/FILE" }],
        options: [json("print as JSON")],
        run: async ([reference], options) =>
          (await import("./commands/models/show.ts")).modelPath(
            reference as string | undefined,
            options as JsonFlag,
          ),
      },
    },
  },
  nodes: {
    description: "list the node kinds, or tell all of one",
    arguments: [{ usage: "[kind]", description: "the kind to tell of: ports, params, an example" }],
    options: [json("print the catalog, or the kind, as JSON")],
    run: async ([kind], options) =>
      (await import("./commands/nodes.ts")).nodesCommand(kind as string | undefined, options as JsonFlag),
  },
};

/** The number an option counts with, or null for a text that is none. */
export function countOf(text: string): number | null {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 1 ? value : null;
}
