// `millrace export --refresh`: gives an exported program the engine of this Millrace, and proves that it computes the same.

import { relative, resolve } from "node:path";
import { createCatalog } from "../../../engine/catalog/catalog.ts";
import { folderWord } from "../../../engine/export/next-commands.ts";
import { refreshProgram, type RefreshResult } from "../../../engine/export/refresh.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { nodeKinds } from "../../../nodes/index.ts";
import { builtParts } from "../../engine-process/built-parts.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { interruptible } from "../interrupt.ts";
import { stderr } from "../report/stderr.ts";
import { version } from "../../engine-process/version.ts";
import type { ExportFlags } from "./export.ts";

/** Differences of an edited program that are told. */
const MOST_TOLD = 3;

export async function refreshCommand(
  flow: string | undefined,
  { refresh = "", target, platform, out, force, json }: ExportFlags,
): Promise<number> {
  if (flow !== undefined || target || platform || out || force)
    throw new MillraceError("USAGE_REFRESH", {
      message: "--refresh takes the folder of a program and nothing else.",
      expected: "millrace export --refresh FOLDER",
      hint: "To export the workflow anew, leave --refresh out: millrace export FLOW -o FOLDER --force",
    });
  return interruptible(async (signal) => {
    const { dist, root, nodeModules } = builtParts();
    const result = await refreshProgram({
      ...{ folder: resolve(refresh), nodeModules, signal },
      catalog: createCatalog(nodeKinds),
      millrace: { version: version(), dist, root },
    }).catch((thrown: unknown) => {
      if (signal.aborted) return null;
      throw thrown;
    });
    if (result === null) {
      stderr().write("interrupted; nothing was replaced\n");
      return ExitCode.interrupted;
    }
    if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else tell(result);
    return ExitCode.done;
  });
}

function tell({ folder, before, now, changed, comparison, edited, otherPackages }: RefreshResult): void {
  const place = relative(process.cwd(), folder) || ".";
  const { values, files, identical, largest } = comparison;
  const same = identical
    ? "the same to the byte"
    : `the same, largest relative difference ${largest.toExponential(1)}`;
  const against = edited.length > 0 ? "as with the engine before" : "as the workflow gave them";
  const places = edited
    .slice(0, MOST_TOLD)
    .map(({ file, line, column }) =>
      [file, line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(", "),
    );
  stderr().write(
    [
      `refreshed ${place}: engine ${before} became ${now}, ${changed.length} files of runtime/ changed; pipeline.mjs, params, models and samples stayed`,
      `proved: its samples give ${values.toLocaleString("en")} values in ${files} files ${against}, ${same}`,
      ...(edited.length > 0
        ? [
            `differs: it was edited by hand, and gives something else than the workflow did (${places.join("; ")}); --selftest --accept takes that as right`,
          ]
        : []),
      ...otherPackages.map(
        ({ name, has, tested }) =>
          `differs: package.json has ${name} ${has}, and this engine is tested with ${tested}; package.json was left as it is`,
      ),
      `next:  cd ${folderWord(place)} && node pipeline.mjs --selftest`,
      "",
    ].join("\n"),
  );
}
