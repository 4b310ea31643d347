// Target `ci`: a script, with a workflow for GitHub Actions whose steps are npm scripts, so that every other CI can call them.

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EXPECTED, PRINTED } from "../parity/samples.ts";
import { oneLine } from "../one-line.ts";
import { flagName } from "../script/flag-names.ts";
import type { Program, ScriptFolder } from "./script.ts";
import type { Target, TargetPlace } from "./target.ts";

export const ci: Target = { name: "ci", byNpm: true, runsHere: false, add: addCi, readme: readmeSections };

/** The steps in their order: script and what it is for. */
const STEPS = [
  ["ci:validate", "The program can run"],
  ["ci:sample", "It runs on its samples"],
  ["ci:gate", "Its models are good enough"],
  ["ci:selftest", "It computes what the workflow computed"],
] as const;

/** Where the exporter keeps what a model answered: not changed by `--selftest --accept`. */
const REFERENCE = "ci/reference";
const GATE = { share: 0.95, tolerance: 0.05 };
/** Of every step that is red after a change that was meant: what is computed now is right. */
const ACCEPT = "node ci/gate.mjs --accept && node pipeline.mjs --selftest --accept";

function addCi({ folder, script, exported }: TargetPlace): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write(".github/workflows/pipeline.yml", workflowText(script));
  // Hashes of models and the results of the self-test are those of the bytes: Git may not turn line ends.
  write(".gitattributes", "* -text\n");
  // A row of a model stands where its row of the sample does; what is written may be sorted or filtered.
  const order = hasRecords(script);
  write("ci/gate.json", `${JSON.stringify({ ...GATE, order }, null, 2)}\n`);
  for (const name of ["gate.mjs", "sample.mjs"])
    cpSync(join(exported.millrace.dist, "ci", name), join(folder, "ci", name));
  for (const file of referenceFiles(folder, script)) {
    mkdirSync(join(folder, REFERENCE), { recursive: true });
    cpSync(join(folder, EXPECTED, file), join(folder, REFERENCE, file));
  }
  addScripts(join(folder, "package.json"), script);
}

function hasRecords({ samples }: ScriptFolder): boolean {
  return Object.keys(samples.recorded).length > 0;
}

/** What its models answered; without a model all that it wrote. */
function referenceFiles(folder: string, script: ScriptFolder): readonly string[] {
  return hasRecords(script)
    ? Object.values(script.samples.recorded)
    : readdirSync(join(folder, EXPECTED)).filter((file) => file !== PRINTED);
}

function addScripts(path: string, script: ScriptFolder): void {
  const description = JSON.parse(readFileSync(path, "utf8")) as { scripts: Record<string, string> };
  const inputs = flagsOf(script, "input");
  const outputs = flagsOf(script, "output");
  const scripts = {
    ...description.scripts,
    "ci:validate": ["node pipeline.mjs --check", ...inputs].join(" "),
    "ci:sample": [`node ci/sample.mjs --limit ${script.samples.limit}`, ...inputs, ...outputs].join(" "),
    "ci:gate": "node ci/gate.mjs",
    "ci:selftest": "node pipeline.mjs --selftest",
    ci: STEPS.map(([name]) => `npm run ${name}`).join(" && "),
  };
  writeFileSync(path, `${JSON.stringify({ ...description, scripts }, null, 2)}\n`);
}

/** The samples in place of what it reads, and a folder of CI's in place of where it writes. */
function flagsOf({ settings, samples }: ScriptFolder, role: "input" | "output"): readonly string[] {
  return settings
    .filter((setting) => setting.role === role)
    .map(({ name, node, param }) => {
      const path = role === "input" ? samples.inputs[node][param] : `ci/out/${samples.outputs[node].file}`;
      return `--${flagName(name)} ${/^[\w./-]+$/.test(path) ? path : JSON.stringify(path)}`;
    });
}

function workflowText({ title, byNpm }: Program): string {
  const steps = STEPS.map(([name, what]) => `      - name: ${what}\n        run: npm run ${name}\n`);
  return `# Tests ${oneLine(title)} with every change. This folder is the repository; the steps are scripts of package.json, which any CI can run: npm run ci

name: pipeline
on:
  push:
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

jobs:
  pipeline:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          # Models that are kept in Git LFS come along.
          lfs: true
          persist-credentials: false
      - uses: actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0
        with:
          node-version: 22
${byNpm ? "          cache: npm\n      - name: Packages\n        run: npm ci\n" : "          package-manager-cache: false\n"}${steps.join("")}`;
}

function readmeSections({ byNpm }: Program): ReturnType<NonNullable<Target["readme"]>> {
  const rows = {
    "ci:validate": "settings, columns, models and their hashes, without running (`--check` on the samples)",
    "ci:sample": "a run on the samples, as on new data; what it writes lies in `ci/out`",
    "ci:gate":
      "what the models answer, against what they answered when this was exported: the accuracy gate, below",
    "ci:selftest": "every result, against what the workflow gave",
  } satisfies Record<(typeof STEPS)[number][0], string>;
  const table = Object.entries(rows).map(([name, what]) => `| \`npm run ${name}\` | ${what} |`);
  return {
    update: `### Tested with every change

This folder as a repository on GitHub is tested with every change (\`.github/workflows/pipeline.yml\`). Another CI installs ${byNpm ? "with \`npm ci\` " : "Node "}and calls
\`npm run ci\`, or one after the other:

| step | what it checks |
| --- | --- |
${table.join("\n")}

What the gate measures: the share of rows of the sample for which every answer of a model agrees with \`ci/reference\`, recorded when the workflow was exported: texts,
classes and whole numbers exactly, other numbers up to ${GATE.tolerance * 100} % of the range of their column. ${GATE.share * 100} % have to (\`ci/gate.json\`). It tells a model that has become another one,
and lets one pass that was trained again and answers nearly the same; whether the answers are right it cannot know without labels. Without a model, it compares the rows that are written, wherever they stand (\`order\` in \`ci/gate.json\`).

After a change that was meant, such as another threshold or model, gate and self-test stay red until both are told:

\`\`\`sh
${ACCEPT}
git diff --stat ci/reference selftest   # what that changed; commit it with the change
\`\`\`

\`--selftest --accept\` alone does not change what the gate compares with: a model that was trained again has to be near enough to the one that was exported.

With a column in the data that says what is right, the gate measures that, too. \`ci/labels.json\` names it:

\`\`\`json
[{ "file": "NODE.csv", "label": "COLUMN", "prediction": "COLUMN", "metric": "accuracy" }]
\`\`\`

\`file\` is one that \`npm run ci:sample\` has left in \`ci/out\`; \`metric\` is \`accuracy\`, \`mae\` or \`rmse\`. \`npm run ci:sample && node ci/gate.mjs --record\` measures and writes the
limit into the file, from which the gate is red when it gets worse. The sample that it reads is named in package.json; put one with labels in its place.`,
    files: `| \`.github/\`, \`ci/\`      | the tests of a CI, and what their gate compares with                       |`,
  };
}
