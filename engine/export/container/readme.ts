// What the operator's README says of the image.

import { cell, codeCell } from "../markdown.ts";
import { shellWord } from "../shell-word.ts";
import { DATA, OUT, USER, type ContainerSetting } from "./places.ts";

export interface ContainerReadme {
  readonly name: string;
  readonly settings: readonly ContainerSetting[];
  readonly secrets: readonly string[];
  readonly usesNetwork: boolean;
}

/** A part of the section on running it. */
export function containerText({ name, settings, secrets, usesNetwork }: ContainerReadme): string {
  const inputs = settings.filter(({ role }) => role === "input");
  return `### In a container

\`\`\`sh
docker build -t ${name} .   # fails where the image does not compute what the workflow computed
${copyLines(inputs)}export PIPELINE_USER="$(id -u):$(id -g)"   # who owns what it writes; ${USER}:${USER} unless given
docker compose run --rm pipeline              # does the work
docker compose run --rm pipeline --selftest   # any flag goes behind the name
\`\`\`

Without compose:

\`\`\`sh
docker run --rm --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges${usesNetwork ? "" : " --network none"} \\
  --user "$(id -u):$(id -g)" -v "$PWD/data:${DATA}:ro" -v "$PWD/out:${OUT}" ${name}
\`\`\`

The image runs as the user ${USER}, who is not root, on a root file system that nothing is written to. It reads from \`${DATA}\` and writes to \`${OUT}\`, which the
compose file mounts from \`data/\` and \`out/\`; relative paths in flags are taken from \`${OUT}\`.

${placesTable(settings)}Thresholds, conditions and the like are those of \`pipeline.mjs\`: build the image again after a change. A value in \`environment\` of \`compose.yaml\` goes before it; what can
be set stands there as comments.${secretsText(secrets)} \`docker stop\` lets the rows finish that were begun (exit code 130).
The samples in \`selftest/\` are part of the image. \`.dockerignore\` names what goes into it: a file that you add to the program has to be added there.
For an image that is the same for ever, pin Node in the Dockerfile by its digest (\`FROM node:…@sha256:…\`).
`;
}

/** The section on scheduling it, on a machine with Docker. */
export function containerSchedule(): string {
  return `One line of cron, every hour, with the log kept; the image has to be built before:

\`\`\`
0 * * * * cd /path/to/this/folder && flock -n pipeline.lock docker compose run --rm -T pipeline 2>> pipeline.log
\`\`\`

cron knows nothing of what you have exported in your shell: write \`PIPELINE_USER=UID:GID\` into the file \`.env\` of this folder, from which compose takes it. \`flock\` lets no
second run begin beside one that is still at work, and \`-T\` does without a terminal, which cron has not.
`;
}

/** How the data comes to where it is read. */
function copyLines(inputs: readonly ContainerSetting[]): string {
  return inputs
    .map(({ value, inside }) => [String(value), inside.replace(`${DATA}/`, "data/")])
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => `cp -r ${shellWord(from)} ${shellWord(to)}\n`)
    .join("");
}

function placesTable(settings: readonly ContainerSetting[]): string {
  const paths = settings.filter(({ isPath }) => isPath);
  if (paths.length === 0) return "";
  const rows = paths.map(
    ({ variable, help, inside }) => `| \`${variable}\` | ${cell(help)} | ${codeCell(inside)} |\n`,
  );
  return `| variable | what | in the image |\n| --- | --- | --- |\n${rows.join("")}\n`;
}

function secretsText(secrets: readonly string[]): string {
  return secrets.length === 0
    ? ""
    : ` Secrets (${secrets.map((name) => `\`${name}\``).join(", ")}) come from your environment or a file \`.env\`, never from the image.`;
}
