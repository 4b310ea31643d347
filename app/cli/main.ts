// The `millrace` command: reads the arguments and hands over to one file for each command, loaded when it is used.

import { printFailure } from "./report/print.ts";
import { watchStreams, withStreams } from "./report/streams.ts";
import { usualArguments } from "./usual-arguments.ts";

watchStreams();

// Never process.exit(): a lane may still be inside the runtime, which aborts the process.
main(process.argv.slice(2)).then(
  (code) => (process.exitCode = withStreams(code)),
  (thrown: unknown) => (process.exitCode = printFailure(thrown)),
);

async function main(args: readonly string[]): Promise<number> {
  const call = usualArguments(args);
  if (call) return call.command.run(call.args, call.options);
  return (await import("./program.ts")).parseAndRun(args);
}
