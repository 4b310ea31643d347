// Arguments in their usual form, read without commander, which costs a start as much as the rest of the command line.

import { commands, countOf, type CommandSpec, type OptionSpec } from "./commands.ts";

export interface Call {
  readonly command: CommandSpec;
  readonly args: readonly (string | undefined)[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** What the arguments ask for. Null for everything that is not plainly right: help, mistakes, `--name=value`. */
export function usualArguments(given: readonly string[]): Call | null {
  const [name, ...rest] = given;
  if (name === undefined || !Object.hasOwn(commands, name)) return null;
  const command = commands[name];
  // Which one of them is meant is for commander to find out.
  if (command.commands) return null;
  const options = defaults(command);
  const args: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const spec = command.options.find(({ flags }) => flags.split(/,? /).includes(rest[i]));
    if (!spec) {
      if (rest[i].startsWith("-")) return null;
      args.push(rest[i]);
    } else if (spec.takes === "nothing") {
      // Whether it goes with the others is for commander to say.
      if (spec.conflicts) return null;
      options[keyOf(spec)] = !isNegative(spec);
    } else {
      const value = valueOf(spec, rest[++i], options[keyOf(spec)]);
      if (value === null) return null;
      options[keyOf(spec)] = value;
    }
  }
  const usages = command.arguments.map(({ usage }) => usage);
  const least = usages.filter((usage) => usage.startsWith("<")).length;
  const isRight = !usages.some((usage) => usage.includes("...")) && args.length >= least;
  if (!isRight || args.length > usages.length) return null;
  return { command, args: usages.map((_, i) => args[i]), options };
}

function defaults({ options }: CommandSpec): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const spec of options) {
    if (spec.takes === "nothing") values[keyOf(spec)] = isNegative(spec);
    if (spec.takes === "texts") values[keyOf(spec)] = [];
    if (spec.takes === "count" && spec.default !== undefined) values[keyOf(spec)] = spec.default;
  }
  return values;
}

function valueOf(
  spec: Exclude<OptionSpec, { takes: "nothing" }>,
  text: string | undefined,
  before: unknown,
): unknown {
  if (text === undefined || text.startsWith("-")) return null;
  switch (spec.takes) {
    case "text":
      return text;
    case "texts":
      return [...(before as string[]), text];
    case "count":
      return countOf(text);
    case "word":
      return spec.words.includes(text) ? text : null;
  }
}

/** `--no-open` is `open`, which is true without it. */
function isNegative({ flags }: OptionSpec): boolean {
  return flags.startsWith("--no-");
}

/** `-o, --out <path>` is `out`, `--dry-run` is `dryRun`. */
function keyOf({ flags }: OptionSpec): string {
  const [, name] = /--(?:no-)?([a-z-]+)/.exec(flags)!;
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
