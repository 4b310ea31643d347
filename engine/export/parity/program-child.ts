// A process that runs one exported program on its samples, wherever a process of Millrace may not start Node itself. What goes in
// and what comes out is what `run-program.ts` says.

import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { endWithParent } from "../../host/end-with-parent.ts";
import { parentPort } from "../../host/parent-port.ts";
import { BARE_VARIABLES, type ProgramEnd, type ProgramWish } from "./run-program.ts";

const port = parentPort<ProgramEnd>();
if (!port) throw new Error("This file is started as a process by Millrace.");

// That the next line uses something new of Node is no word of the program's.
process.removeAllListeners("warning");
/** The build makes `require` of each import, which knows no program that waits at its top. */
const load = new Script("(url) => import(url)", {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}).runInThisContext() as (url: string) => Promise<unknown>;

let output = "";
const keep = (text: Uint8Array | string) => {
  output += typeof text === "string" ? text : Buffer.from(text).toString();
  return true;
};
process.stdout.write = keep;
process.stderr.write = keep;

port.listen(
  (message) => void run(message as ProgramWish),
  () => process.exit(0),
);
endWithParent();

async function run({ program, args, cwd }: ProgramWish): Promise<void> {
  for (const name of Object.keys(process.env))
    if (!BARE_VARIABLES.includes(name)) Reflect.deleteProperty(process.env, name);
  process.chdir(cwd);
  process.argv.splice(1, process.argv.length, program, ...args);
  try {
    await load(pathToFileURL(program).href);
  } catch (thrown) {
    output += String((thrown as Error).stack ?? thrown);
    process.exitCode = 1;
  }
  port!.send({ code: Number(process.exitCode ?? 0), output });
  process.exitCode = 0;
  port!.leave();
}
