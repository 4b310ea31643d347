#!/usr/bin/env node
// The `millrace` command: reads the arguments and hands over to one file for each command, loaded when it is used.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { BenchFlags } from "./commands/bench.ts";
import type { FitFlags } from "./commands/fit.ts";
import type { NewFlags } from "./commands/new.ts";
import type { RunFlags } from "./commands/run.ts";
import type { ValidateFlags } from "./commands/validate.ts";
import { ExitCode } from "./exit-code.ts";
import { printFailure } from "./report/print.ts";
import { watchStreams, withStreams } from "./report/streams.ts";
import { version } from "./version.ts";

interface JsonFlag {
  readonly json: boolean;
}

watchStreams();

const program = new Command("millrace")
  .description("Build, check and run inference workflows.")
  .version(version())
  .exitOverride()
  .showHelpAfterError("(add --help for the usage)");

program
  .command("run")
  .description("run a workflow")
  .argument("<flow>", "workflow file (*.millrace.json)")
  .option(
    "--set <node.param=value>",
    "set a param for this run; paths are taken from the current folder",
    collect,
    [],
  )
  .option("--limit <rows>", "rows each source gives at the most", wholeNumber)
  .addOption(
    new Option("--events <format>", "print events to stdout instead of progress").choices(["ndjson"]),
  )
  .option("--dry-run", "tell what the actions would do, and do nothing", false)
  .option("--quiet", "print errors only", false)
  .addOption(
    new Option(
      "--threads <n>",
      "cores the run may use for reading and computing (default: chosen by size)",
    ).argParser(wholeNumber),
  )
  .action(async (flow: string, options: RunFlags) =>
    exit((await import("./commands/run.ts")).runCommand(flow, options)),
  );

program
  .command("validate")
  .description("check a workflow without running it")
  .argument("<flow>", "workflow file")
  .option(
    "--set <node.param=value>",
    "set a param first; paths are taken from the current folder",
    collect,
    [],
  )
  .addOption(
    new Option("--fix", "apply the fixes that are offered, write the file, and tell what remains")
      .default(false)
      .conflicts("set"),
  )
  .option("--json", "print issues and schemas as JSON", false)
  .action(async (flow: string, options: ValidateFlags) =>
    exit((await import("./commands/validate.ts")).validateCommand(flow, options)),
  );

program
  .command("new")
  .description("make a workflow from a model and a table, or from a template")
  .option("--model <file>", "ONNX model")
  .option("--input <file>", "CSV file to score")
  .option("--output <file>", "CSV file to write")
  .option("--template <name>", "start from a playbook instead (see `millrace templates`)")
  .option(
    "--set <node.param=value>",
    "set a param of the new workflow (nodes input, model, output), such as model.inputs",
    collect,
    [],
  )
  .option("-o, --out <path>", "workflow file to write, or the folder for a template")
  .option("--force", "overwrite what is there", false)
  .action(async (options: NewFlags) => exit((await import("./commands/new.ts")).newCommand(options)));

program
  .command("inspect")
  .description("tell what a model file is, or why it is refused")
  .argument("<file>", "any file")
  .option("--json", "print as JSON", false)
  .action(async (file: string, options: JsonFlag) =>
    exit((await import("./commands/inspect.ts")).inspectCommand(file, options)),
  );

program
  .command("fit")
  .description(
    "learn the params of nodes that fit data (standardize, encoders…) and store them in the workflow",
  )
  .argument("<flow>", "workflow file")
  .argument("[nodes...]", "ids of the nodes to fit; all that can be fitted unless given")
  .option("--limit <rows>", "rows each source gives at the most", wholeNumber)
  .action(async (flow: string, nodes: string[], options: FitFlags) =>
    exit((await import("./commands/fit.ts")).fitCommand(flow, nodes, options)),
  );

program
  .command("bench")
  .description("measure a workflow: rows/s, where the time goes, memory; writes nothing")
  .argument("<flow>", "workflow file")
  .option(
    "--set <node.param=value>",
    "set a param first; paths are taken from the current folder",
    collect,
    [],
  )
  .option("--runs <n>", "how often to run it", wholeNumber, 5)
  .option("--limit <rows>", "rows each source gives at the most", wholeNumber)
  .option("--json", "print as JSON", false)
  .action(async (flow: string, options: BenchFlags) =>
    exit((await import("./commands/bench.ts")).benchCommand(flow, options)),
  );

program
  .command("templates")
  .description("list the playbooks that come with Millrace")
  .option("--json", "print as JSON", false)
  .action(async (options: JsonFlag) =>
    exit((await import("./commands/templates.ts")).templatesCommand(options)),
  );

program
  .command("nodes")
  .description("list the node kinds, or tell all of one")
  .argument("[kind]", "the kind to tell of: ports, params, an example")
  .option("--json", "print the catalog, or the kind, as JSON", false)
  .action(async (kind: string | undefined, options: JsonFlag) =>
    exit((await import("./commands/nodes.ts")).nodesCommand(kind, options)),
  );

try {
  await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError)
    process.exitCode = thrown.exitCode === 0 ? ExitCode.done : ExitCode.invalid;
  else process.exitCode = printFailure(thrown);
}

async function exit(code: Promise<number>): Promise<void> {
  // Never process.exit(): a lane may still be inside the runtime, which aborts the process.
  process.exitCode = withStreams(await code);
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}
