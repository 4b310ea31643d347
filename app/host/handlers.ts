// What a host does for each call of the contract.

import { isReference } from "../../engine/document/model-reference.ts";
import type { Handlers } from "../bridge/bridge.ts";
import type { CallName, Reply, Request } from "../bridge/calls.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { allowedPath } from "./access.ts";
import type { Documents } from "./documents.ts";
import { chosenFile, firstFolder, importFile, makeFolder, placeOfPath, statFile } from "./files.ts";
import { importFolder } from "./import-folder.ts";
import { isSecretSet, secretsFile } from "../../engine/host/secrets.ts";
import type { Shared } from "./host-window.ts";
import { usersOf } from "./library-users.ts";
import { listFolder } from "./list-folder.ts";
import type { WindowServices } from "./options.ts";
import type { PageNames } from "./page-names.ts";
import { copyPlaybook } from "./playbook-copy.ts";
import { viewOf, type Session } from "./session.ts";
import { leftUntitled } from "./untitled.ts";

/** Calls about a session that the engine answers as they are. */
type SessionCall = Extract<
  CallName,
  `plan.${string}` | `preview.${string}` | "export.check" | "export.place"
>;

const done = {};

export function windowHandlers(
  shared: Shared,
  documents: Documents,
  services: WindowServices,
  pages: PageNames,
): Handlers {
  const { options, home, memory, engine, runs, exports, library } = shared;

  const engineCall =
    <N extends SessionCall>(name: N) =>
    async (request: Request<N>): Promise<Reply<N>> => {
      documents.session(request.session);
      return engine.call(name, request);
    };

  /** Where a path of a file dialog lies: those that a workflow names begin at its folder. */
  const placeOf = (path: string, session?: string) =>
    placeOfPath(path, home, session === undefined ? home : documents.session(session).folder);

  return {
    "app.info": async () => ({
      host: options.kind,
      version: options.version,
      platform: process.platform,
      home,
      dialogs: services.pick !== undefined,
      reveals: services.reveal !== undefined,
      scheme: await memory.scheme(),
      open: options.open ?? null,
    }),
    "app.scheme": async ({ scheme }) => {
      await memory.choose(scheme);
      return done;
    },
    "app.recent": async () => ({ files: await documents.recent() }),
    "app.untitled": async () => ({ left: await leftUntitled(shared.appData) }),
    "app.dropUntitled": async ({ id }) => {
      await documents.dropUntitled(id);
      return done;
    },
    "app.openLink": async ({ url }) => {
      const link = webLink(url);
      await services.openLink?.(link);
      return done;
    },
    "app.window": async (state) => {
      services.show?.(state);
      return done;
    },

    "catalog.kinds": () => engine.constant("catalog.kinds"),
    "catalog.functions": () => engine.constant("catalog.functions"),
    "template.list": () => engine.constant("template.list"),
    "template.open": async ({ name, folder }) =>
      documents.open(
        await copyPlaybook(name, folder, { templates: options.templates, documents: shared.documents }),
        { trusted: true, again: false },
      ),

    "document.create": (request) => documents.create(request),
    "document.rejoin": async (request) => ({ opened: await documents.rejoin(request) }),
    "document.open": ({ path, again = false }) => documents.open(path, { trusted: false, again }),
    "document.save": async (request) => {
      const { id, path } = documents.session(request.session);
      if (path === null && runs.isRunning(id)) throw runsInItsFolder();
      return documents.save(request);
    },
    "document.journal": async (request) => {
      await documents.journal(request);
      return done;
    },
    "document.forget": async ({ session }) => {
      await documents.forget(session);
      return done;
    },
    "document.close": async ({ session }) => {
      await documents.close(session);
      return done;
    },
    "document.trust": async (request) => {
      await documents.trust(request);
      return done;
    },

    "file.list": ({ path, extensions, session }) =>
      listFolder(path === "" ? firstFolder(options.open, home) : placeOf(path, session), extensions),
    "file.makeFolder": async ({ path, session }) =>
      makeFolder(
        session === undefined ? placeOf(path) : await allowedPath(viewOf(documents.session(session)), path),
      ),
    "file.pick": async (request) => {
      const { suggested, session } = request;
      // Without a workflow it is a name: the system's dialog knows a folder for it.
      const isPath = suggested !== undefined && session !== undefined;
      const place = isPath ? { suggested: placeOf(suggested, session) } : {};
      return { path: (await services.pick?.({ ...request, ...place })) ?? null };
    },
    "file.allow": async ({ session: id, path }) => {
      const session = documents.session(id);
      const { absolute, reply } = await chosenFile(session, path);
      await documents.allow(session, absolute);
      return reply;
    },
    "file.import": (request) => importFile(documents.session(request.session), request),
    "file.importFolder": (request) => importFolder(documents.session(request.session), request),
    "file.stat": ({ session, path }) => statFile(documents.session(session), path),

    "secret.check": async ({ session, name }) => {
      documents.session(session);
      return { isSet: isSecretSet(name), file: secretsFile() };
    },

    "model.inspect": async ({ session, path }) => {
      const view = viewOf(documents.session(session));
      if (!isReference(path)) await allowedPath(view, path);
      return engine.call("model.inspect", { session, path });
    },
    "library.list": async () => library.list(),
    "library.licence": async ({ name }) => ({ text: await library.licence(name) }),
    "library.look": (request) => library.look(request),
    "library.install": (request) => library.install(request),
    "library.stop": async ({ source }) => {
      library.stop(source);
      return done;
    },
    "library.remove": async ({ name }) => {
      await library.remove(name);
      return done;
    },
    "library.users": async ({ name }) => ({ workflows: await usersOf(name, await documents.recent()) }),
    "plan.make": engineCall("plan.make"),
    "plan.trial": engineCall("plan.trial"),
    "plan.suited": engineCall("plan.suited"),
    "plan.fit": engineCall("plan.fit"),
    "plan.train": engineCall("plan.train"),
    "plan.stopTraining": engineCall("plan.stopTraining"),
    "preview.update": engineCall("preview.update"),
    "preview.stop": async (request) => {
      documents.session(request.session);
      await engine.halt(request);
      return done;
    },
    "preview.rows": engineCall("preview.rows"),
    "preview.columns": engineCall("preview.columns"),
    "preview.value": engineCall("preview.value"),
    "preview.image": engineCall("preview.image"),
    "preview.sound": engineCall("preview.sound"),
    "preview.spectrogram": engineCall("preview.spectrogram"),
    "preview.wav": engineCall("preview.wav"),
    "preview.scatter": engineCall("preview.scatter"),
    "preview.tensor": engineCall("preview.tensor"),

    "run.start": (request) => runs.start(viewOf(documents.session(request.session)), request),
    "run.stop": async ({ run }) => {
      const session = runs.sessionOf(run);
      if (session !== null && documents.has(session)) runs.stop(run);
      return done;
    },
    "run.takeUp": async ({ session: id }) => {
      for (const left of shared.leftOf(documents.session(id), pages)) runs.handOver(left, id);
      return { run: runs.soFar(id) };
    },

    "export.check": engineCall("export.check"),
    "export.place": engineCall("export.place"),
    "export.make": async (request) => {
      const session = documents.session(request.session);
      refuseExport(session);
      return exports.make(viewOf(session), request);
    },
    "export.stop": async ({ session }) => {
      documents.session(session);
      exports.stop(session);
      return done;
    },
    "export.reveal": async ({ folder }) => {
      if (!exports.hasMade(folder)) throw notExported(folder);
      return { opened: (await services.reveal?.(folder)) ?? false };
    },
  };
}

/** What a workflow without a file writes lies in a folder of its own, which goes with it when it gets a name. */
function runsInItsFolder(): MillraceError {
  return new MillraceError("WORKFLOW_RUNS", {
    message: "This workflow runs, and writes into the folder that would be moved.",
    hint: "Wait until the run has ended, or stop it; then save.",
  });
}

/** The proof runs the workflow. */
function refuseExport({ trusted, path }: Session): void {
  if (!trusted)
    throw new MillraceError("EXPORT_UNTRUSTED", {
      message: "This workflow was not made here, and exporting runs it on samples of its data.",
      hint: "Trust it first.",
    });
  if (path !== null) return;
  throw new MillraceError("EXPORT_UNSAVED", {
    message: "This workflow has never been saved: a program is made of a file.",
    hint: "Save it first.",
  });
}

/** A page may not have the system open what it likes. */
function notExported(folder: string): MillraceError {
  return new MillraceError("EXPORT_FOLDER_UNKNOWN", {
    message: `"${folder}" was not exported here.`,
    file: folder,
    hint: "Open it in your program for files.",
  });
}

/** Programs of the system are not started by a link. */
function webLink(url: string): string {
  if (URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol)) return url;
  throw new MillraceError("LINK_REFUSED", {
    message: `"${url}" is not the address of a web page.`,
    expected: "a link that begins with https:// or http://",
    hint: "Copy it into a browser if you trust it.",
  });
}
