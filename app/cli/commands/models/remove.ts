// `millrace models remove`: takes an entry out of the library, once somebody has said so.

import { sizeOf, type LibraryEntry } from "../../../../engine/library/entry.ts";
import { installCommand } from "../../../../engine/library/install-command.ts";
import { Library } from "../../../../engine/library/library.ts";
import { removeEntry } from "../../../../engine/library/store.ts";
import { MillraceError } from "../../../../engine/sdk/errors.ts";
import { bytes } from "../../../engine-process/numbers.ts";
import { ExitCode } from "../../../engine-process/exit-code.ts";
import { interruptible } from "../../interrupt.ts";
import { stderr } from "../../report/stderr.ts";
import { ask } from "./ask.ts";
import { unknownEntry } from "./show.ts";

export async function removeModel(
  name: string,
  { yes, json }: { readonly yes: boolean; readonly json: boolean },
): Promise<number> {
  const library = new Library();
  const found = library.find(name);
  if (!found) throw unknownEntry(name, library);
  if (found.shipped) throw shipped(name);
  const size = bytes(sizeOf(found));
  const agreed = yes || (await interruptible((signal) => ask(`Remove ${name}, ${size}?`, signal)));
  if (agreed !== true)
    throw new MillraceError("MODEL_REMOVE_UNCONFIRMED", {
      message: `"${name}" stays: nobody has said that it may go.`,
      hint: "Say y, or give --yes.",
    });
  await removeEntry(library, name);
  if (json) process.stdout.write(`${JSON.stringify({ removed: name })}\n`);
  else stderr().write(`removed ${name}, ${size}; ${again(found)}\n`);
  return ExitCode.done;
}

/** Entries of before do not say where their file lay. */
function again({ name, source, place }: LibraryEntry): string {
  const command = installCommand(name, source, place);
  return command ? `to get it again: ${command}` : `it came from ${source}`;
}

export function shipped(name: string): MillraceError {
  return new MillraceError("MODEL_ENTRY_SHIPPED", {
    message: `"${name}" comes with Millrace and cannot be removed.`,
    hint: "Nothing has to be done: it takes no place of its own in the library.",
  });
}
