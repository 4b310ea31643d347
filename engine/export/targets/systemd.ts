// Target `systemd`: a script, with a hardened unit that runs it once and a timer that starts the unit.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { isAbsolutePath } from "../../document/paths.ts";
import { code, codeCell } from "../markdown.ts";
import { oneLine } from "../one-line.ts";
import { shellWord } from "../shell-word.ts";
import { variableName } from "../script/flag-names.ts";
import type { OutsideSetting } from "../script/outside.ts";
import type { Program } from "./script.ts";
import type { Target } from "./target.ts";

export const systemd: Target = {
  name: "systemd",
  byNpm: true,
  runsHere: false,
  add: ({ folder, script }) => {
    const { unit } = namesOf(script);
    mkdirSync(join(folder, "systemd"), { recursive: true });
    writeFileSync(join(folder, `systemd/${unit}.service`), serviceText(script));
    writeFileSync(join(folder, `systemd/${unit}.timer`), timerText(script));
  },
  readme: (program) => readmeSections(program),
};

/** What useradd takes for a name. */
const USER_LENGTH = 31;

function namesOf({ name }: Program): {
  unit: string;
  user: string;
  home: string;
  state: string;
  env: string;
} {
  return {
    unit: name,
    // With a word in front it is none of the names that a system has already, such as backup or mail.
    user: `pipeline-${name}`.slice(0, USER_LENGTH).replace(/-+$/, ""),
    home: `/opt/${name}`,
    state: `/var/lib/${name}`,
    env: `/etc/${name}.env`,
  };
}

function serviceText(program: Program): string {
  const { unit, user, home, state, env } = namesOf(program);
  const { usesNetwork, settings } = program;
  const files = filesOf(settings);
  const network = usesNetwork
    ? `RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6`
    : `# No node of it goes to a network.
RestrictAddressFamilies=AF_UNIX
PrivateNetwork=yes`;
  return `# ${unit}.service: runs ${oneLine(program.title)} once. ${unit}.timer starts it.

[Unit]
Description=${specifiers(oneLine(program.title))}
Documentation=file:${home}/README.md
${usesNetwork ? "Wants=network-online.target\nAfter=network-online.target\n" : ""}
[Service]
Type=oneshot
# Where Node is not on the path of services, such as below somebody's home: the full path of node in place of "/usr/bin/env node".
ExecStart=/usr/bin/env node ${home}/pipeline.mjs
# Rows failed (3), which the log and *.failed.jsonl name; take 3 out for a unit that fails then. Stopped from outside (130).
SuccessExitStatus=3 130

# Files it reads and writes lie in ${state} (the working directory), where the program's own settings are no absolute paths.
User=${user}
WorkingDirectory=${state}
StateDirectory=${[unit, ...files.folders.map((folder) => quoted(`${unit}/${folder}`))].join(" ")}
StateDirectoryMode=0750
UMask=0027
${files.variables.map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}\n`).join("")}# Goes before what stands here: settings, and secrets. For root alone: systemd reads it before it becomes the user.
EnvironmentFile=-${env}

# SIGTERM lets the rows that were begun finish.
KillSignal=SIGTERM
KillMode=mixed
TimeoutStopSec=90s

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=${files.readsHome ? "read-only" : "yes"}
${files.writes.map((folder) => `ReadWritePaths=${quoted(`-${folder}`)}\n`).join("")}PrivateTmp=yes
PrivateDevices=yes
DevicePolicy=closed
PrivateUsers=yes
PrivateIPC=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RemoveIPC=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
KeyringMode=private
${network}
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM
# MemoryDenyWriteExecute stays off: V8, which runs JavaScript in Node, writes machine code into memory and executes it there.
# ProcSubset=pid stays off: Node and the model runtime read /proc/cpuinfo and /proc/meminfo.
`;
}

function timerText(program: Program): string {
  const { unit } = namesOf(program);
  return `# ${unit}.timer: when ${oneLine(program.title)} runs. A run that is still at work is not started again.

[Unit]
Description=When to run ${specifiers(oneLine(program.title))}

[Timer]
# "systemd-analyze calendar 'Mon..Fri 06:30'" tells what an expression means.
OnCalendar=hourly
# What was missed while the machine was off is made up for.
Persistent=yes
# Not all machines at the same second.
RandomizedDelaySec=5min

[Install]
WantedBy=timers.target
`;
}

interface UnitFiles {
  /** Variables with paths below the working directory. */
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** Folders below the working directory that there have to be. */
  readonly folders: readonly string[];
  /** Absolute folders that it writes into. */
  readonly writes: readonly string[];
  readonly readsHome: boolean;
}

function filesOf(settings: readonly OutsideSetting[]): UnitFiles {
  const files = settings
    .filter(({ role }) => role === "input" || role === "output")
    .map((setting) => ({ ...setting, path: String(setting.value).replaceAll("\\", "/") }));
  const own = files.filter(({ path }) => !isAbsolutePath(path));
  const absolute = files.filter(({ path }) => isAbsolutePath(path)).map(({ path, role }) => ({ path, role }));
  const variables = own.map(({ name, path }) => [variableName(name), inState(path)] as const);
  const folders = variables.map(([, path]) => dirname(path)).filter((folder) => folder !== ".");
  const writes = absolute.filter(({ role }) => role === "output").map(({ path }) => dirname(path));
  return {
    variables,
    folders: [...new Set(folders)],
    writes: [...new Set(writes)].filter((folder) => folder.startsWith("/")),
    readsHome: absolute.some(({ path }) => /^\/(home|root|run\/user)\//.test(path)),
  };
}

/** The path below the working directory; its name alone where it leads out, or has signs that a list of folders cannot have. */
function inState(path: string): string {
  const normal = posix.normalize(path);
  const leadsOut = normal.split("/").includes("..");
  return leadsOut || !/^[\w./ -]+$/.test(dirname(normal)) ? posix.basename(normal) : normal;
}

/** As a unit file has a word with blanks in it. */
function quoted(text: string): string {
  const plain = specifiers(text);
  return /^[\w./=:@%-]+$/.test(plain) ? plain : `"${plain.replace(/[\\"]/g, "\\$&").replace(/\s+/g, " ")}"`;
}

/** `%n` and the like are names of the unit and such. */
function specifiers(text: string): string {
  return text.replaceAll("%", "%%");
}

/** How what it reads gets to where the unit reads it, and belongs to whom it runs as. */
function inputLines(program: Program): string {
  const { user, state } = namesOf(program);
  const inputs = filesOf(program.settings.filter(({ role }) => role === "input")).variables.map(
    ([, path]) => `${state}/${path}`,
  );
  if (inputs.length === 0) return "";
  const folders = [...new Set([state, ...inputs.map((path) => posix.dirname(path))])].map(shellWord);
  const copies = [...new Set(inputs)].map(
    (path) => `sudo cp -r ${shellWord(`/path/to/${posix.basename(path)}`)} ${shellWord(path)}\n`,
  );
  return `sudo mkdir -p ${folders.join(" ")}\n${copies.join("")}sudo chown -R ${user}:${user} ${state}   # again whenever root has put a file there\n`;
}

function readmeSections(program: Program): ReturnType<NonNullable<Target["readme"]>> {
  const { unit, user, home, state, env } = namesOf(program);
  const { byNpm, settings, secrets } = program;
  const { variables, writes } = filesOf(settings);
  const paths = variables
    .map(([name, path]) => `| \`${name}\` | ${codeCell(`${state}/${path}`)} |`)
    .join("\n");
  return {
    schedule: `\`systemd/\` has a unit that runs the program once, with few rights, and a timer that starts it. To install them, in this folder:

\`\`\`sh
sudo useradd --system --user-group --home-dir ${state} --shell /usr/sbin/nologin ${user}
sudo mkdir -p ${home} && sudo cp -r . ${home} && cd ${home}
${byNpm ? "sudo npm ci --ignore-scripts\n" : ""}sudo node pipeline.mjs --selftest
${settings.length + secrets.length > 0 ? `sudo install -m 600 .env.example ${env}   # settings${secrets.length > 0 ? ", and the secrets, which have to be filled in" : ""}\n` : ""}sudo cp systemd/${unit}.service systemd/${unit}.timer /etc/systemd/system/
sudo systemctl daemon-reload
${inputLines(program)}sudo systemctl start ${unit}.service         # once, now; it fails while its input is not there
sudo systemctl enable --now ${unit}.timer    # every hour, as the timer says
\`\`\`

The unit says \`${home}\` and looks for \`node\` on the path of services (\`/usr/local/bin\`, \`/usr/bin\` and such). Another place has to be written into it.
${
  paths === ""
    ? ""
    : `Its files, unless \`${env}\` says something else:

| variable | file |
| --- | --- |
${paths}
`
}${writes.length > 0 ? `\nThe user \`${user}\` needs the right to write into ${writes.map(code).join(", ")}.\n` : ""}
Whoever is to read the results joins the group: \`sudo usermod -aG ${user} NAME\`. \`systemctl edit ${unit}.timer\` changes when it runs.`,
    watch: `\`\`\`sh
systemctl list-timers ${unit}.timer           # when it ran, and when it will
systemctl status ${unit}.service              # how the last run ended
journalctl -u ${unit}.service -o cat -n 50    # its log, as JSON
\`\`\`

Exit code 3 counts as success for the unit; \`SuccessExitStatus\` in it says so. \`OnFailure=\` in a drop-in (\`systemctl edit ${unit}.service\`) names a unit that
tells somebody.`,
    update: `The installed program is \`${home}\`: refresh that (\`sudo millrace export --refresh ${home}\`), or copy a newer export over it and install the packages
again. The next run takes it; nothing has to be restarted, but \`systemctl daemon-reload\` after a change of a unit.`,
    files: `| \`systemd/\`            | the unit and its timer                                                     |`,
  };
}
