// `millrace edit`: the editor in a browser, until Ctrl-C.

import { existsSync } from "node:fs";
import { join, dirname, resolve } from "node:path";
import { entryPath } from "../../../engine/host/entries.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { templatesFolder } from "../../engine-process/playbooks.ts";
import { folderOpener, openFolder, openInBrowser } from "../../web/open-browser.ts";
import { startWebHost } from "../../web/web-host.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { stderr } from "../report/stderr.ts";
import { version } from "../../engine-process/version.ts";

export interface EditFlags {
  readonly port?: number;
  /** As commander names `--no-open`. */
  readonly open: boolean;
}

const HIGHEST_PORT = 65_535;

export async function editCommand(flow: string | undefined, { port, open }: EditFlags): Promise<number> {
  if (port !== undefined && port > HIGHEST_PORT) throw portUsage(port);
  if (flow !== undefined && !existsSync(flow)) throw missing(flow);
  const engine = entryPath("editor-engine");
  const ended = untilInterrupted();
  const host = await startWebHost({
    engine,
    page: join(dirname(engine), "renderer"),
    templates: templatesFolder(),
    version: version(),
    port,
    services: {
      openLink: async (url) => void openInBrowser(url),
      // Without a screen there is nobody to show it to.
      ...(folderOpener("") && { reveal: async (folder: string) => openFolder(folder) }),
    },
    ...(flow === undefined ? {} : { open: resolve(flow) }),
  });
  process.stdout.write(`${host.link}\n`);
  const isOpened = open && openInBrowser(host.link);
  stderr().write(
    isOpened
      ? "The editor opens in the browser; Ctrl-C ends it.\n"
      : "Open this link in a browser on this machine; Ctrl-C ends the editor.\n",
  );
  await ended;
  await host.close();
  return ExitCode.done;
}

/** The first signal ends the editor in good order, a second one ends it at once. */
function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function portUsage(port: number): MillraceError {
  return new MillraceError("USAGE_PORT", {
    message: `There is no port ${port}.`,
    expected: `a number from 1 to ${HIGHEST_PORT}`,
    hint: "Leave --port out: then one that is free is taken.",
  });
}

function missing(flow: string): MillraceError {
  return new MillraceError("FILE_MISSING", {
    message: `There is no workflow file "${flow}".`,
    file: flow,
    hint: "Check the path; `millrace edit` without a file opens the editor empty.",
  });
}
