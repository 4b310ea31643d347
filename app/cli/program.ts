// The commands as commander knows them: help, and what is wrong with arguments, in its words.

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { commands, countOf, type CommandSpec, type OptionSpec } from "./commands.ts";
import { ExitCode } from "../engine-process/exit-code.ts";
import { version } from "../engine-process/version.ts";

/** Runs what the arguments ask for; answers the exit code. */
export async function parseAndRun(args: readonly string[]): Promise<number> {
  let code: number = ExitCode.done;
  const program = new Command("millrace")
    .description("Build, check and run inference workflows.")
    .version(version())
    // Those of `models` and of its commands are called alike.
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError("(add --help for the usage)");
  const add = (above: Command, specs: Readonly<Record<string, CommandSpec>>): void => {
    for (const [name, spec] of Object.entries(specs)) {
      const command = above.command(name);
      define(command, spec, async (given, options) => {
        code = await spec.run(given, options);
      });
      add(command, spec.commands ?? {});
    }
  };
  add(program, commands);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? ExitCode.done : ExitCode.invalid;
  }
  return code;
}

function define(
  command: Command,
  spec: CommandSpec,
  action: (given: readonly unknown[], options: object) => Promise<void>,
): void {
  command.description(spec.description);
  for (const { usage, description } of spec.arguments) command.argument(usage, description);
  for (const option of spec.options) command.addOption(optionOf(option));
  command.action((...given: unknown[]) => action(given.slice(0, spec.arguments.length), command.opts()));
}

function optionOf(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.description);
  switch (spec.takes) {
    case "nothing":
      // `--no-open`: commander calls it `open`, which is true unless it is given.
      if (option.negate) return option;
      return spec.conflicts ? option.default(false).conflicts(spec.conflicts) : option.default(false);
    case "text":
      return option;
    case "texts":
      return option.default([]).argParser((value, before: string[]) => [...before, value]);
    case "count":
      return option.default(spec.default).argParser(wholeNumber);
    case "word":
      return option.choices(spec.words);
  }
}

function wholeNumber(text: string): number {
  const value = countOf(text);
  if (value === null) throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}
