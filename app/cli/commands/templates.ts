// `millrace templates`: the playbooks that come with Millrace.

import { ExitCode } from "../../engine-process/exit-code.ts";
import { listPlaybooks } from "../../engine-process/playbooks.ts";

export async function templatesCommand({ json }: { readonly json: boolean }): Promise<number> {
  const playbooks = await listPlaybooks();
  if (json) {
    const plain = playbooks.map(({ folder: _, ...rest }) => rest);
    process.stdout.write(`${JSON.stringify(plain, null, 2)}\n`);
    return ExitCode.done;
  }
  for (const { name, title, summary, licence, synthetic } of playbooks) {
    process.stdout.write(
      `${name}: ${title}\n  ${summary}\n  licence ${licence}${synthetic ? ", synthetic data" : ""}\n`,
    );
  }
  process.stdout.write("\nStart from one with: millrace new --template NAME -o DIR\n");
  return ExitCode.done;
}
