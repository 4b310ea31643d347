// `millrace models install`: looks at the source, shows the licence, asks, and takes the models in.

import { referenceTo } from "../../../../engine/document/model-reference.ts";
import { isModel } from "../../../../engine/library/choose-files.ts";
import { diskFiles } from "../../../../engine/host/files.ts";
import { sizeOf, type StoredEntry } from "../../../../engine/library/entry.ts";
import { libraryFiles } from "../../../../engine/library/files.ts";
import { install, lookUp } from "../../../../engine/library/install.ts";
import type { Library } from "../../../../engine/library/library.ts";
import type { InstallParts, Offer } from "../../../../engine/library/offer.ts";
import { MillraceError } from "../../../../engine/sdk/errors.ts";
import type { ModelProblem } from "../../../../engine/models/onnx/problem.ts";
import { inspectModel } from "../../../engine-process/inspect-model.ts";
import { bytes } from "../../../engine-process/numbers.ts";
import { ExitCode } from "../../../engine-process/exit-code.ts";
import { interruptible } from "../../interrupt.ts";
import { problemText } from "../../report/problem.ts";
import { stderr } from "../../report/stderr.ts";
import { ask } from "./ask.ts";
import { withInstallParts } from "./setting.ts";
import { wantedBy, type WantedEntry } from "./wanted-by.ts";

export interface InstallFlags {
  readonly name?: string;
  readonly sha256?: string;
  readonly for?: string;
  readonly yes: boolean;
  readonly offline: boolean;
  readonly json: boolean;
}

export async function installModels(source: string | undefined, flags: InstallFlags): Promise<number> {
  if ((source === undefined) === (flags.for === undefined))
    throw usage("It takes one source, or --for with a workflow.");
  if (flags.for !== undefined && (flags.name ?? flags.sha256) !== undefined)
    throw usage("--for installs what the workflow names: it goes with neither --name nor --sha256.");
  if (flags.sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(flags.sha256))
    throw usage("--sha256 takes 64 hexadecimal digits.");
  return interruptible((signal) =>
    withInstallParts(flags.offline, signal, async (library, parts) => {
      try {
        const wanted: readonly WantedEntry[] =
          flags.for === undefined
            ? [{ source: source!, name: flags.name, sha256: flags.sha256 }]
            : await wantedBy(flags.for, library);
        const installed: StoredEntry[] = [];
        for (const entry of wanted) installed.push(await installOne(library, parts, entry, flags, signal));
        const refused = await refusedOf(installed, signal);
        tell(installed, refused, flags);
        return refused.length > 0 ? ExitCode.invalid : ExitCode.done;
      } catch (thrown) {
        if (!signal.aborted) throw thrown;
        return ExitCode.interrupted;
      }
    }),
  );
}

async function installOne(
  library: Library,
  parts: InstallParts,
  { source, name, sha256, pinned }: WantedEntry,
  { yes }: InstallFlags,
  signal: AbortSignal,
): Promise<StoredEntry> {
  const offer = await lookUp(source, parts);
  if (stderr().isTTY) stderr().write("\r\u001b[K");
  stderr().write(offerText(offer, name));
  const agreed = yes ? true : await ask("Install it under this licence?", signal);
  if (agreed !== true) throw unconfirmed(offer, agreed === null);
  return install(library, offer, { name, sha256, pinned }, parts);
}

interface Refused {
  readonly entry: StoredEntry;
  /** As a workflow names it. */
  readonly file: string;
  readonly problem: ModelProblem;
}

/** The models that cannot run here. They stay, since another version of Millrace or another machine may run them. */
async function refusedOf(installed: readonly StoredEntry[], signal: AbortSignal): Promise<Refused[]> {
  const files = libraryFiles(diskFiles(process.cwd()));
  const refused: Refused[] = [];
  for (const entry of installed) {
    for (const file of modelsOf(entry)) {
      const { refusals } = await inspectModel(files, file, signal);
      refused.push(...refusals.map((problem) => ({ entry, file, problem })));
    }
  }
  return refused;
}

function modelsOf({ name, files }: StoredEntry): string[] {
  return files.filter(({ path }) => isModel(path)).map(({ path }) => referenceTo({ name, file: path }));
}

function offerText({ title, source, licence, download, about }: Offer, name: string | undefined): string {
  const lines: (readonly [string, string])[] = [
    ["model", title + (name === undefined ? "" : ` as ${name}`)],
    ...(about === "" ? [] : [["for", about] as const]),
    ["from", source],
    ["licence", licence.name ?? "the source says none"],
    ...(licence.note === null ? [] : [["", licence.note] as const]),
    ...(download === null ? [] : [["size", `${bytes(download)} to fetch`] as const]),
  ];
  return lines.map(([label, text]) => `${label.padEnd(8)}  ${text}\n`).join("");
}

function tell(
  installed: readonly StoredEntry[],
  refused: readonly Refused[],
  { json, for: flow }: InstallFlags,
): void {
  if (json) {
    const plain = installed.map(({ folder: _, ...entry }) => {
      const own = refused.filter((each) => each.entry.name === entry.name);
      return { ...entry, refusals: own.map(({ file, problem }) => ({ file, ...problem })) };
    });
    process.stdout.write(`${JSON.stringify(plain, null, 2)}\n`);
    return;
  }
  if (installed.length === 0) stderr().write(`nothing to install: ${flow} has all its models\n`);
  for (const entry of installed) {
    stderr().write(`installed ${entry.name}, ${bytes(sizeOf(entry))}; use it as\n`);
    for (const file of modelsOf(entry)) process.stdout.write(`${file}\n`);
  }
  for (const { file, problem } of refused) stderr().write(problemText(stderr(), "refused", problem, file));
}

function unconfirmed({ licence }: Offer, nobody: boolean): MillraceError {
  return new MillraceError("MODEL_LICENCE_UNCONFIRMED", {
    message: nobody
      ? "Nobody is here to say yes to the licence; nothing was installed."
      : "You have not said yes to the licence; nothing was installed.",
    ...(licence.name !== null && { got: licence.name }),
    hint: "Read the licence, and give --yes once you agree to it.",
  });
}

function usage(message: string): MillraceError {
  return new MillraceError("USAGE_MODELS", { message, hint: "See `millrace models install --help`." });
}
