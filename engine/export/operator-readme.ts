// README.md of an exported program: for who runs it, and has never seen Millrace.

import { flagName, variableName } from "./script/flag-names.ts";
import type { OutsideSetting } from "./script/outside.ts";

export interface ReadmeFacts {
  readonly title: string;
  readonly workflow: string;
  readonly millrace: string;
  readonly settings: readonly OutsideSetting[];
  /** What each source gave when the workflow was exported, by node. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Whether npm has to bring packages first. */
  readonly byNpm: boolean;
  readonly hasModels: boolean;
  readonly secrets: readonly string[];
}

export function operatorReadme(facts: ReadmeFacts): string {
  const { title, workflow, millrace, settings, byNpm } = facts;
  return `# ${title}

A program that stands alone: it needs Node 20.19 or newer${byNpm ? ", and npm once" : ""}, and nothing of Millrace. Made by Millrace ${millrace} from \`${workflow}\`.

## Run it

\`\`\`sh
${byNpm ? "npm ci\n" : ""}node pipeline.mjs --selftest   # computes its samples and compares: the last line says "passed":true
${runLine(settings)}
\`\`\`

The self-test also keeps compiled code in \`runtime/compiled\`, if it may write there: later starts take half the time.

\`--dry-run\` reads and computes and writes nothing. \`--help\` lists everything that can be set.

## Configure it

${settingsTable(settings)}
A flag goes before a variable, and that before what stands in \`pipeline.mjs\`. Paths that are given from outside are taken from
the current folder, those in \`pipeline.mjs\` from the program's folder.
${secretsText(facts.secrets)}
${inputsText(facts)}
## Schedule it

One line of cron, every hour, with the log kept:

\`\`\`
0 * * * * cd /path/to/this/folder && ${runCommand(settings)} 2>> pipeline.log
\`\`\`

## In parts

\`--partition 2/7\` does the second part of seven, and \`PIPELINE_PARTITION_INDEX=1\` with \`PIPELINE_PARTITIONS=7\` too (that index begins at 0). Start all seven, on as
many machines as you like: each writes files of its own, such as \`NAME.2-of-7.csv\`, which one behind the other are the whole (\`cat NAME.*-of-7.csv\`). Where the nodes do not
permit it, the program says which and why.

## Watch it

The log is JSON, one object a line, on standard error; the last one tells rows, failed rows and seconds. \`--events ndjson\` prints
every event to standard output.

| exit code | meaning                                                     | what to do                                           |
| --------- | ----------------------------------------------------------- | ---------------------------------------------------- |
| 0         | done                                                        |                                                      |
| 1         | failed                                                      | the last line of the log names the cause             |
| 2         | it cannot run as it is: a setting, a missing file or package, a model | mend what the log names                    |
| 3         | done, but rows failed                                       | see \`*.failed.jsonl\` beside the output, or what the error ports lead to |
| 130       | ended by SIGTERM or Ctrl-C, after the rows that were begun  | run it again                                         |

Outputs get their name when they are complete; until then they end in \`.part\`.

## Change it, update it

\`pipeline.mjs\` is yours. Change a threshold, a condition or a formula, or add a node of a kind that the program has already (\`runtime/index.cjs\` lists them), then
run \`--selftest\`: it names what has become different. \`--selftest --accept\` takes that as right from now on. \`--keep FOLDER\` leaves what it computed there.
${facts.hasModels ? "`models/models.lock.json` holds the hash of each model, and a model that was swapped is refused. " : ""}For a newer engine or model, export \`${workflow}\` again.

| file                  | what                                                                       |
| --------------------- | -------------------------------------------------------------------------- |
| \`pipeline.mjs\`        | the workflow: settings on top, one call for each node                      |
| \`runtime/\`            | the engine and the kinds of nodes that are used                            |
${facts.hasModels ? "| `models/`             | the models, and their hashes                                               |\n" : ""}| \`selftest/\`           | the first rows of the data it was exported with, and what the workflow gave for them |
| \`parity.json\`         | how the program was compared with the workflow when it was made            |
| \`sbom.cdx.json\`       | packages and models (CycloneDX)                                            |
| \`THIRD-PARTY.md\`      | licences of what it is made of                                             |
`;
}

/** The command that does the work, with the input said where it is no file of the folder. */
function runCommand(settings: readonly OutsideSetting[]): string {
  const input = settings.find(({ role }) => role === "input");
  return `node pipeline.mjs${input ? ` --${flagName(input.name)} ${input.value}` : ""}`;
}

function runLine(settings: readonly OutsideSetting[]): string {
  return `${runCommand(settings)}   # does the work`;
}

/** What the program reads, so that nobody has to guess it from the samples. */
function inputsText({ settings, columns }: ReadmeFacts): string {
  const inputs = settings.filter(({ role }) => role === "input");
  if (inputs.length === 0) return "";
  const list = inputs.map(({ name, node, help }) => {
    const known = columns[node] ?? [];
    return `- \`--${flagName(name)}\` (${cell(help)})${known.length > 0 ? `: ${known.map(cell).join(", ")}` : ""}`;
  });
  return `## What it reads\n\nIn the form of the samples in \`selftest/data\`:\n\n${list.join("\n")}\n`;
}

function settingsTable(settings: readonly OutsideSetting[]): string {
  if (settings.length === 0) return "Nothing can be set from outside.\n";
  const rows = settings.map(
    ({ name, help, value }) =>
      `| \`--${flagName(name)}\` | \`${variableName(name)}\` | ${cell(help)} | \`${cell(String(value))}\` |`,
  );
  return `| flag | variable | what | unless given |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}

function secretsText(secrets: readonly string[]): string {
  if (secrets.length === 0) return "";
  const names = secrets.map((name) => `\`${name}\``).join(", ");
  return `\nSecrets come from environment variables: ${names} (\`.env.example\`).\n`;
}
