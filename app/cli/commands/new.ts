// `millrace new`: a workflow from a model and a table, or a copy of a playbook.

import { existsSync } from "node:fs";
import { cp, mkdir, readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { hasErrors } from "../../../engine/document/issue.ts";
import { withFile } from "../../../engine/host/file-errors.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { asDraft, isUntouchedDraft } from "../draft.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { listPlaybooks } from "../../engine-process/playbooks.ts";
import { nextSettings } from "../next-settings.ts";
import { guessLines } from "../report/guess.ts";
import { printIssues } from "../report/print.ts";
import { planScaffold, workflowFor } from "../scaffold.ts";
import { openServices, saveWorkflow } from "../session.ts";
import { stderr } from "../report/stderr.ts";

export interface NewFlags {
  readonly model?: string;
  readonly input?: string;
  readonly output?: string;
  readonly template?: string;
  readonly set: readonly string[];
  readonly out?: string;
  readonly force: boolean;
}

export async function newCommand(flags: NewFlags): Promise<number> {
  const { model, input, output, template, out } = flags;
  if (template !== undefined) {
    if (model !== undefined || input !== undefined || output !== undefined) {
      throw usage(
        "--template stands alone: it brings its own model and data.",
        "Leave out --model, --input and --output.",
      );
    }
    return copyPlaybook(template, resolve(out ?? template), flags.force);
  }
  if (!model || !input)
    throw usage("A new workflow needs --model and --input, or --template.", "millrace new --help");
  const scored = output ?? input.replace(/(\.csv)?$/i, ".scored.csv");
  return scaffold(model, input, scored, resolve(out ?? `${basename(model, ".onnx")}.millrace.json`), flags);
}

async function scaffold(
  model: string,
  input: string,
  output: string,
  flow: string,
  { force, set }: NewFlags,
): Promise<number> {
  refuseExisting(flow, force || isUntouchedDraft(flow));
  const services = openServices(dirname(flow));
  try {
    const scaffolded = workflowFor(model, input, output, dirname(flow));
    const { document, plan } = await planScaffold(scaffolded, set, services);
    const name = relative(process.cwd(), flow);
    printIssues(plan.issues, name);
    const refused = plan.issues.find(
      ({ severity, code, path }) => severity === "error" && /^(FILE_|MODEL_)/.test(code) && isAboutFile(path),
    );
    if (refused) return ExitCode.invalid;
    await withFile(flow, () => mkdir(dirname(flow), { recursive: true }));
    const runs = !hasErrors(plan.issues);
    await saveWorkflow(flow, runs ? document : asDraft(document));
    process.stdout.write(`${name}\n`);
    const planned = plan.nodes.find(({ id }) => id === "model");
    for (const line of planned ? guessLines(planned) : []) stderr().write(`${line}\n`);
    if (!runs) {
      const again = nextSettings(plan).map((setting) => `  ${setting}\n`);
      const what =
        again.length > 0 ? "type the same again with" : "mend the errors above in it, or try again";
      stderr().write(`wrote ${name}, but it cannot run yet: ${what}\n${again.join("")}`);
      return ExitCode.invalid;
    }
    stderr().write(`wrote ${name}; run it with: millrace run ${name}\n`);
    return ExitCode.done;
  } finally {
    await services.close();
  }
}

async function copyPlaybook(name: string, folder: string, force: boolean): Promise<number> {
  const playbooks = await listPlaybooks();
  const playbook = playbooks.find((candidate) => candidate.name === name);
  if (!playbook) {
    const names = playbooks.map((candidate) => candidate.name).join(", ");
    throw usage(`There is no template "${name}".`, `Templates: ${names}.`);
  }
  if (existsSync(folder) && (await readdir(folder)).length > 0) refuseExisting(folder, force);
  // `make` is how the playbook came to be; it belongs to the repository, not to a user's copy.
  // So does what an earlier run has written to `out`; the page that tells what goes there is copied.
  const filter = (source: string) => {
    const [top, ...rest] = relative(playbook.folder, source).split(/[\\/]/);
    return top !== "make" && !(top === "out" && rest.length > 0 && rest.join("/") !== "README.md");
  };
  await withFile(folder, () => cp(playbook.folder, folder, { recursive: true, filter }));
  const flow = relative(process.cwd(), join(folder, `${name}.millrace.json`));
  process.stdout.write(`${flow}\n`);
  stderr().write(`copied ${name}; run it with: millrace run ${flow}\n`);
  return ExitCode.done;
}

/** What a file is, and not how its columns fit: that is for the person to settle in the workflow. */
function isAboutFile(path: string | undefined): boolean {
  return path === undefined || path === "params.path" || path === "params.model";
}

function refuseExisting(path: string, force: boolean): void {
  if (force || !existsSync(path)) return;
  throw new MillraceError("USAGE_EXISTS", {
    message: `"${relative(process.cwd(), path)}" is there already.`,
    hint: "Choose another place with -o, or add --force to overwrite it.",
  });
}

function usage(message: string, hint: string): MillraceError {
  return new MillraceError("USAGE_NEW", { message, hint });
}
