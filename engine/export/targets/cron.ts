// Target `cron`: a script, with a crontab of one line.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { oneLine } from "../one-line.ts";
import { flagName, variableName } from "../script/flag-names.ts";
import type { Program } from "./script.ts";
import type { Target } from "./target.ts";

const CRONTAB = "crontab";

export const cron: Target = {
  name: "cron",
  byNpm: true,
  runsHere: false,
  add: ({ folder, script }) => writeFileSync(join(folder, CRONTAB), crontabText(script)),
  readme: (program) => readmeSections(program),
};

/**
 * The command, for /bin/sh in the program's folder. `flock` lets no second run begin beside one that is still at work; a system
 * without it (macOS, BSD) has to leave enough time between runs. No `%`, which cron takes for the end of the line.
 */
function commandOf({ secrets }: Program): string {
  const lock = "$(command -v flock >/dev/null && echo flock -n pipeline.lock)";
  const env = secrets.length > 0 ? " --env-file=.env" : "";
  return `cd "$PROGRAM" && ${lock} node${env} pipeline.mjs >> pipeline.log 2>&1`;
}

function crontabText(program: Program): string {
  return `# ${oneLine(program.title)}: every hour. Put the right paths here, then add it: (crontab -l; cat crontab) | crontab -
# The folder of the program.
PROGRAM=${placeOf(program)}
# Where node is: "command -v node" tells. cron knows nothing of what a shell sets up, such as a version manager.
PATH=/usr/local/bin:/usr/bin:/bin
0 * * * * ${commandOf(program)}
`;
}

function placeOf({ name }: Program): string {
  return `/opt/${name}`;
}

/** How the job alone gets another value. */
function settingText(settings: Program["settings"]): string {
  const setting = settings.find(({ isPath }) => !isPath) ?? settings[0];
  if (!setting) return "";
  return `
To set something for the job alone, such as a threshold, write it into \`crontab\` as a line above the one that runs: \`${variableName(setting.name)}=VALUE\`, without quotes. Or put a
flag behind \`pipeline.mjs\` there (\`--${flagName(setting.name)} VALUE\`), or copy \`.env.example\` to \`.env\`, set it there, and have \`node --env-file=.env pipeline.mjs\` in the line.
`;
}

function readmeSections(program: Program): ReturnType<NonNullable<Target["readme"]>> {
  const { byNpm, secrets, settings } = program;
  return {
    schedule: `\`crontab\` has one line, for every hour. In this folder${byNpm ? ", after `npm ci`" : ""}:

1. Put the folder and the place of \`node\` into \`crontab\`: \`PROGRAM=\` and \`PATH=\`. \`pwd\` and \`command -v node\` tell them.
${secrets.length > 0 ? "2. Copy `.env.example` to `.env`, readable for its owner alone (`install -m 600 .env.example .env`), and fill in the secrets.\n3" : "2"}. Try the command as cron runs it, with hardly any environment:
   \`grep -E '^[A-Z_]+=' crontab | tr '\\n' '\\0' | xargs -0 /bin/sh -c 'exec env -i HOME="$HOME" "$@" /bin/sh -c "$(grep "^[0-9*]" crontab | cut -d" " -f6-)"' try\`
${secrets.length > 0 ? "4" : "3"}. Add it to your table: \`(crontab -l 2>/dev/null; cat crontab) | crontab -\`. Its variables hold for every line below them.
${settingText(settings)}
Where there is \`flock\` (Linux), a run that is still at work lets no second one begin: the second ends at once, and says nothing. Where there is none (macOS, BSD), leave
enough time between runs. Paths of settings are taken from this folder.`,
    watch: `What it says goes to \`pipeline.log\` in this folder, which grows: with logrotate, \`copytruncate\`. cron mails nothing, since nothing is printed; whoever has to
know of a failure looks at the last line of the log, or puts \`|| COMMAND\` behind the line, which is run for every exit code but 0.`,
    files: `| \`crontab\`             | the line for cron                                                          |`,
  };
}
