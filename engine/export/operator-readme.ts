// README.md of an exported program: for who runs it, and has never seen Millrace.

import { cell, code, codeCell, words } from "./markdown.ts";
import { shellWord } from "./shell-word.ts";
import { flagName, variableName } from "./script/flag-names.ts";
import { ENV_EXAMPLE } from "./places.ts";
import type { OutsideSetting } from "./script/outside.ts";
import type { NeededSecret } from "./secrets.ts";

/** Where a target adds what is special about it; `files` are rows of the table. */
export type ReadmeSection = "run" | "configure" | "schedule" | "watch" | "update" | "files";

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
  readonly secrets: readonly NeededSecret[];
  /** Why the workflow cannot be computed in parts, a sentence for each node that forbids it. */
  readonly noParts: readonly string[];
  /** What the target says in the sections. */
  readonly sections: Partial<Readonly<Record<ReadmeSection, string>>>;
}

export function operatorReadme(facts: ReadmeFacts): string {
  const { title, workflow, millrace, settings, byNpm, sections } = facts;
  const added = (section: ReadmeSection) =>
    sections[section] === undefined ? "" : `\n${sections[section].trim()}\n`;
  return `# ${words(title)}

A program that stands alone: it needs Node 20.19 or newer${byNpm ? ", and npm once" : ""}, and nothing of Millrace. Made by Millrace ${millrace} from ${code(workflow)}.

## Run it

\`\`\`sh
${byNpm ? "npm ci\n" : ""}node pipeline.mjs --selftest   # computes its samples and compares: the last line says "passed":true
${runLine(settings)}
\`\`\`

The self-test also keeps compiled code in \`runtime/compiled\`, if it may write there: later starts take half the time.

\`--check\` says whether it could run, and reads no more than it has to for that. \`--dry-run\` reads and computes and writes nothing.
\`--help\` lists everything that can be set.
${added("run")}
## Configure it

${settingsTable(settings)}
A flag goes before a variable, and that before what stands in \`pipeline.mjs\`. Paths that are given from outside are taken from
the current folder, those in \`pipeline.mjs\` from the program's folder.
${envText(facts)}${secretsText(facts.secrets)}${added("configure")}
${inputsText(facts)}
## Schedule it

${sections.schedule?.trim() ?? cronText(settings)}

## In parts

${partsText(facts)}

## Watch it

The log is JSON, one object a line, on standard error:

| field                                   | what                                                                    |
| --------------------------------------- | ----------------------------------------------------------------------- |
| \`time\`, \`level\`, \`message\`            | when; \`info\`, \`warning\` or \`error\`; what, in words                    |
| \`code\`                                  | of a warning or an error: a name that stays the same                    |
| \`node\`, \`place\`                       | where: the node of the workflow, the file, the param                    |
| \`expected\`, \`got\`, \`hint\`, \`cause\`  | what should have been, what was, what to do, what the system said       |
| \`rows\`, \`rowsFailed\`, \`rowsSkipped\`, \`failedRows\`, \`seconds\` | of the last line of a run, whose message is \`done\`, \`failed\` or \`cancelled\`; \`failedRows\` is the file with them, whose rows \`--from-dead-letter\` runs again; \`rowsSkipped\` counts those that filters and limits left out |

\`--events ndjson\` prints events to standard output, numbered by \`seq\`: \`run-started\`, \`node-started\`, \`progress\` (rows so far, by node), \`row-failed\` (place,
code and values), \`effect\` and \`printed\` (what a node has written or printed), \`warning\`, \`node-done\`, and last \`run-done\` with the summary.

| exit code | meaning                                                     | what to do                                           |
| --------- | ----------------------------------------------------------- | ---------------------------------------------------- |
| 0         | done                                                        |                                                      |
| 1         | failed                                                      | the last line of the log names the cause             |
| 2         | it cannot run as it is: a setting, a missing file or package, a model | mend what the log names                    |
| 3         | done, but rows failed                                       | see \`*.failed.jsonl\` beside the output (without one, in the current folder), or what the error ports lead to |
| 130       | ended by SIGTERM or Ctrl-C, after the rows that were begun  | run it again                                         |

Outputs get their name when they are complete; until then they end in \`.part\`.
${added("watch")}
## Change it, update it

\`pipeline.mjs\` is yours. Change a threshold, a condition or a formula, or add a node of a kind that the program has already (\`runtime/index.cjs\` lists them), then
run \`--selftest\`: it names what has become different. \`--selftest --accept\` takes that as right from now on. \`--keep FOLDER\` leaves what it computed there.
${facts.hasModels ? "`models/models.lock.json` holds the hash of each model, and a model that was swapped is refused.\n" : ""}
For a newer engine, \`millrace export --refresh FOLDER\` replaces \`runtime/\` and proves again that the program computes the same; everything else stays as it is.
For a newer model or another workflow, export ${code(workflow)} again: \`--force\` replaces what was exported, \`pipeline.mjs\` with it, and leaves what is yours.
${added("update")}
| file                  | what                                                                       |
| --------------------- | -------------------------------------------------------------------------- |
| \`pipeline.mjs\`        | the workflow: settings on top, one call for each node                      |
| \`runtime/\`            | the engine and the kinds of nodes that are used                            |
${facts.hasModels ? "| `models/`             | the models, and their hashes                                               |\n" : ""}| \`selftest/\`           | the first rows of the data it was exported with, and what the workflow gave for them |
| \`package.json\`        | the packages with their exact versions, and commands for npm               |
${settings.length + facts.secrets.length === 0 ? "" : `| \`${ENV_EXAMPLE}\`        | names of what can be set                                                   |\n`}| \`parity.json\`         | how the program was compared with the workflow when it was made            |
| \`sbom.cdx.json\`       | packages and models (CycloneDX)                                            |
| \`THIRD-PARTY.md\`      | licences of what it is made of                                             |
${sections.files === undefined ? "" : `${sections.files.trim()}\n`}`;
}

function partsText({ noParts }: ReadmeFacts): string {
  if (noParts.length > 0)
    return `It cannot be divided over several processes or machines (\`--partition\` is refused):\n\n${noParts.map((why) => `- ${cell(why)}`).join("\n")}`;
  return `\`--partition 2/7\` does the second part of seven, and \`PIPELINE_PARTITION_INDEX=1\` with \`PIPELINE_PARTITIONS=7\` too (that index begins at 0). Start all seven, on as
many machines as you like: each writes files of its own, such as \`NAME.2-of-7.csv\`, which one behind the other are the whole (\`cat NAME.*-of-7.csv\`).`;
}

/** The command that does the work, with the input said where it is no file of the folder. */
function runCommand(settings: readonly OutsideSetting[]): string {
  const input = settings.find(({ role }) => role === "input");
  return `node pipeline.mjs${input ? ` --${flagName(input.name)} ${shellWord(String(input.value))}` : ""}`;
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
    return `- \`--${flagName(name)}\` (${words(help)})${known.length > 0 ? `: ${known.join(", ")}` : ""}`;
  });
  return `## What it reads\n\nIn the form of the samples in \`selftest/data\`:\n\n${list.join("\n")}\n`;
}

function settingsTable(settings: readonly OutsideSetting[]): string {
  if (settings.length === 0) return "Nothing can be set from outside.\n";
  const rows = settings.map(
    ({ name, help, value }) =>
      `| \`--${flagName(name)}\` | \`${variableName(name)}\` | ${cell(help)} | ${codeCell(String(value))} |`,
  );
  return `| flag | variable | what | unless given |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** cron takes `%` for a line end. */
function cronText(settings: readonly OutsideSetting[]): string {
  return `One line of cron, every hour, with the log kept:

\`\`\`
0 * * * * cd /path/to/this/folder && ${runCommand(settings).replaceAll("%", "\\%")} 2>> pipeline.log
\`\`\``;
}

function envText({ settings, secrets }: ReadmeFacts): string {
  if (settings.length + secrets.length === 0) return "";
  return `\n\`${ENV_EXAMPLE}\` has the variables as a file. A copy of it called \`.env\` is read by \`node --env-file=.env pipeline.mjs\`.\n`;
}

function secretsText(secrets: readonly NeededSecret[]): string {
  if (secrets.length === 0) return "";
  const rows = secrets.map(({ name, help }) => `| \`${name}\` | ${cell(help)} |`);
  return `
Secrets come from the environment, and the program does not start without them:

| secret | for |
| --- | --- |
${rows.join("\n")}
`;
}
