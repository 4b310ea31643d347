// The contract between the editor and its host: every call with the shape of what is asked and what is answered. Hosts and
// editor are made from this table; nothing else crosses.

import * as z from "zod/mini";
import * as s from "./shapes.ts";

function call<Q extends z.ZodMiniType, A extends z.ZodMiniType>(request: Q, reply: A) {
  return { request, reply } as const;
}

const nothing = z.object({});
const done = z.object({});
const place = z.object({ session: s.session, node: z.string(), port: z.string() });
const soundPart = z.extend(place, {
  row: z.number(),
  column: z.string(),
  from: z.optional(z.number()),
  to: z.optional(z.number()),
});

export const calls = {
  /** Who answers. `dialogs`: `file.pick` shows the system's own; else the editor shows its own with `file.list`. */
  "app.info": call(
    nothing,
    z.object({
      host: z.enum(["web", "electron", "stand-in"]),
      version: z.string(),
      platform: z.string(),
      home: z.string(),
      dialogs: z.boolean(),
      /** Whether a folder can be shown in the system's own program for files. */
      reveals: z.boolean(),
      /** What the person chose last, at whatever address the page stood; null while nothing was chosen. */
      scheme: z.nullable(s.schemeShape),
      /** The file named when the program was started, if any. */
      open: z.nullable(z.string()),
    }),
  ),
  /** Remembers light or dark for every page of this person: what a browser keeps belongs to a port. */
  "app.scheme": call(z.object({ scheme: s.schemeShape }), done),
  "app.recent": call(nothing, z.object({ files: z.array(s.recentShape) })),
  /** Workflows that were never saved, and that nobody has open. */
  "app.untitled": call(nothing, z.object({ left: z.array(s.leftUntitledShape) })),
  /** Throws one of them away. */
  "app.dropUntitled": call(z.object({ id: z.string() }), done),
  "app.openLink": call(z.object({ url: z.string() }), done),
  /**
   * Title and state of the window, where there is one. `undo` and `redo` are what the Edit menu would take back or do again, in
   * words; null where there is nothing.
   */
  "app.window": call(
    z.object({
      title: z.string(),
      unsaved: z.boolean(),
      undo: z.optional(z.nullable(z.string())),
      redo: z.optional(z.nullable(z.string())),
    }),
    done,
  ),

  "catalog.kinds": call(nothing, z.object({ kinds: z.array(s.kindShape) })),
  /** Functions an expression may call: name, how it is written, what it gives. */
  "catalog.functions": call(
    nothing,
    z.object({ functions: z.array(z.object({ name: z.string(), signature: z.string(), help: z.string() })) }),
  ),

  "template.list": call(nothing, z.object({ templates: z.array(s.templateShape) })),
  /** Makes a copy in a folder of its own (chosen by the host unless given) and opens it. */
  "template.open": call(z.object({ name: z.string(), folder: z.optional(z.string()) }), s.openedShape),

  /**
   * A new one: empty, or from the text of a file that a browser does not say the place of, which was made elsewhere. Or one that was
   * never saved and left: `untitled` names it.
   */
  "document.create": call(
    z.object({
      from: z.optional(z.object({ name: z.string(), text: z.string() })),
      untitled: z.optional(z.string()),
    }),
    s.openedShape,
  ),
  /**
   * After a connection that broke: `opened` is null while the host still knows the session, else what it was is opened anew,
   * under another. `hash`: of the text as the editor read or wrote it, so that a change since by others is not overwritten.
   */
  "document.rejoin": call(
    z.object({
      session: s.session,
      path: z.nullable(z.string()),
      untitled: z.nullable(z.string()),
      hash: z.nullable(z.string()),
    }),
    z.object({ opened: z.nullable(s.openedShape) }),
  ),
  /**
   * Opens the file, and with it its folder. `again`: this page, or the one before it in its place, has shown it: then unsaved changes
   * of other pages are not brought back.
   */
  "document.open": call(z.object({ path: z.string(), again: z.optional(z.boolean()) }), s.openedShape),
  /**
   * Writes the text, under another name where `path` is given. `changed`: somebody else has changed the file since it was
   * read, and nothing was written; ask, and say `force`.
   */
  "document.save": call(
    z.object({
      session: s.session,
      text: z.string(),
      path: z.optional(z.string()),
      force: z.optional(z.boolean()),
    }),
    z.object({
      saved: z.boolean(),
      changed: z.boolean(),
      path: z.string(),
      name: z.string(),
      hash: z.string(),
    }),
  ),
  /** Appends to the recovery journal. Empty: the journal starts anew (saved, or thrown away). */
  "document.journal": call(
    z.object({
      session: s.session,
      commands: z.array(s.commandShape),
      steps: z.optional(z.array(s.stepShape)),
    }),
    done,
  ),
  /** What `recovery` offered on another text was looked at: it is in the journal now, or not wanted. */
  "document.forget": call(z.object({ session: s.session }), done),
  "document.close": call(z.object({ session: s.session }), done),
  /** Remembers that this content may run. */
  "document.trust": call(z.object({ session: s.session, text: z.string() }), done),

  /**
   * Folders and the files with one of the endings (all when there are none). "" is where to begin, `~` the person's own
   * folder; a relative path begins at the folder of the session's workflow. `missing`: that folder cannot be looked into,
   * and what is answered is the nearest one on the way to it that can. `isFile`: it is a file.
   */
  "file.list": call(
    z.object({ path: z.string(), extensions: z.array(z.string()), session: z.optional(s.session) }),
    z.object({
      path: z.string(),
      parent: z.nullable(z.string()),
      missing: z.nullable(z.string()),
      isFile: z.boolean(),
      entries: z.array(s.fileEntryShape),
    }),
  ),
  /**
   * A folder that a person wants to have, and those on the way to it; answers its absolute path. Of a session, it is one that its
   * workflow names: it begins at the folder of the workflow, and lies where the workflow may write.
   */
  "file.makeFolder": call(
    z.object({ path: z.string(), session: z.optional(s.session) }),
    z.object({ path: z.string() }),
  ),
  /** The system's own dialog; null when it was cancelled. Only where `dialogs`. */
  "file.pick": call(
    z.object({
      mode: z.enum(["open", "folder", "save"]),
      title: z.string(),
      extensions: z.array(z.string()),
      suggested: z.optional(z.string()),
      /** Where a relative suggestion begins: at the folder of its workflow. */
      session: z.optional(s.session),
    }),
    z.object({ path: z.nullable(z.string()) }),
  ),
  /** Lets the workflow use a file or folder that a person chose; answers its path as the workflow should name it. */
  "file.allow": call(
    z.object({ session: s.session, path: z.string() }),
    z.object({ path: z.string(), isFolder: z.boolean() }),
  ),
  /** A file that was dropped on a browser, which does not say where it lies: kept beside the workflow. */
  "file.import": call(
    z.object({ session: s.session, name: z.string(), bytes: s.bytesShape }),
    z.object({ path: z.string() }),
  ),
  /** A folder that was dropped on a browser, with all files in it; `path` of a file is inside of the folder. */
  "file.importFolder": call(
    z.object({
      session: s.session,
      name: z.string(),
      files: z.array(z.object({ path: z.string(), bytes: s.bytesShape })).check(z.minLength(1)),
    }),
    z.object({ path: z.string() }),
  ),
  /** Whether a path of the workflow is there. */
  "file.stat": call(
    z.object({ session: s.session, path: z.string() }),
    z.object({ exists: z.boolean(), isFolder: z.boolean(), size: z.number() }),
  ),

  /** Whether the environment has a secret of this name; never what it is. */
  "secret.check": call(
    z.object({ session: s.session, name: z.string() }),
    z.object({ isSet: z.boolean(), file: z.string() }),
  ),

  /** What an .onnx file is, or why it is refused; as `millrace inspect --json`. */
  "model.inspect": call(
    z.object({ session: s.session, path: z.string() }),
    z.object({ model: s.jsonObject }),
  ),

  /** The models of this person: installed, with Millrace, and those of the catalogue. Asks nothing of the network. */
  "library.list": call(nothing, z.object({ folder: z.string(), entries: z.array(s.libraryEntryShape) })),
  /** The text of the licence of one that is there; null where its source has none. */
  "library.licence": call(z.object({ name: z.string() }), z.object({ text: z.nullable(z.string()) })),
  /** What there is at a source: a name of the catalogue, a package, a repository, an address, a path. Fetches no models. */
  "library.look": call(
    z.object({ source: z.string(), offline: z.boolean() }),
    z.object({ offer: s.libraryOfferShape }),
  ),
  /**
   * Installs it, once the person has said yes to its licence; how far it is comes as `library.step`. One at a time for each source.
   * `pinned`: the sha256 that files must have, by their names.
   */
  "library.install": call(
    z.object({
      source: z.string(),
      name: z.optional(z.string()),
      sha256: z.optional(z.string()),
      pinned: z.optional(z.record(z.string(), z.string())),
      offline: z.boolean(),
    }),
    z.object({ name: z.string(), files: z.array(z.string()) }),
  ),
  /** What looks or installs there fails with INSTALL_STOPPED; what has come is kept for the next time. */
  "library.stop": call(z.object({ source: z.string() }), done),
  "library.remove": call(z.object({ name: z.string() }), done),
  /** Which of the recent workflows name a file of it: what is asked before it is removed. */
  "library.users": call(
    z.object({ name: z.string() }),
    z.object({ workflows: z.array(z.object({ path: z.string(), name: z.string() })) }),
  ),

  /**
   * Schemas and issues of the document. An older revision that is asked for later is answered with the newer one's. `since`:
   * the revision whose plan the editor has, so that it need not be told what is still the same. Where only params of nodes are others
   * than at `since`, `changed` says which in place of `document`; `PLAN_BASE_LOST` where the engine does not have that one.
   */
  "plan.make": call(
    z.object({
      session: s.session,
      revision: z.number(),
      since: z.optional(z.number()),
      document: z.optional(s.documentShape),
      changed: z.optional(z.array(s.changedNodeShape)),
    }),
    s.planShape,
  ),
  /** What would be wrong with a document that is only thought of, as while a wire is drawn. Nothing is kept of it. */
  "plan.trial": call(
    z.object({ session: s.session, document: s.documentShape }),
    z.object({ issues: z.array(s.issueShape) }),
  ),
  /** What new nodes are set to once the files of the document have been looked at. */
  "plan.suited": call(
    z.object({ session: s.session, document: s.documentShape, nodes: z.array(z.string()) }),
    z.object({ commands: z.array(s.commandShape) }),
  ),
  /** Learns the params of a node from its data; answers those to set. */
  "plan.fit": call(
    z.object({ session: s.session, document: s.documentShape, node: z.string() }),
    z.object({ params: s.jsonObject }),
  ),
  /** Learns a model for a node from all rows that arrive at it, writes it and its card; answers what to set. */
  "plan.train": call(
    z.object({
      session: s.session,
      document: s.documentShape,
      node: z.string(),
      target: z.string(),
      /** The model's file, relative to the workflow. */
      path: z.string(),
    }),
    s.trainedShape,
  ),
  /** Ends the training of this workflow, if there is one; nothing has been written then. */
  "plan.stopTraining": call(z.object({ session: s.session }), done),

  /**
   * Runs the sample through the document; results come as `preview.node`. Answers when all nodes are done. `pinned`: nodes that
   * keep the rows they have.
   */
  "preview.update": call(
    z.object({
      session: s.session,
      revision: z.number(),
      document: s.documentShape,
      rows: z.number(),
      pinned: z.optional(z.array(z.string())),
    }),
    z.object({ revision: z.number() }),
  ),
  /**
   * Stops, and forgets the results unless `keep` says otherwise: the person has turned previews off, or waits no longer. The
   * process that computes is replaced when it has not stopped after two seconds; its results are lost then.
   */
  "preview.stop": call(z.object({ session: s.session, keep: z.optional(z.boolean()) }), done),
  "preview.rows": call(
    z.extend(place, { from: z.number(), to: z.number() }),
    z.object({ rows: z.number(), cells: z.array(z.array(s.cellShape)), lineage: z.array(z.string()) }),
  ),
  "preview.columns": call(place, z.object({ columns: z.array(s.columnSummaryShape) })),
  /** The whole of a cell as text: its own, or JSON of anything else. At most `limit` of its `length` characters. */
  "preview.value": call(
    z.extend(place, { row: z.number(), column: z.string(), limit: z.number() }),
    z.object({ text: z.string(), json: z.boolean(), length: z.number() }),
  ),
  /**
   * A picture of a cell, as PNG that fits into `size` pixels; width and height are those of the picture itself, as it is seen. A tensor of
   * that shape is drawn between its least and its greatest value: all channels (`swapped`: the last for red), or one alone in gray. A
   * matrix is drawn in the colours of a heat-map.
   */
  "preview.image": call(
    z.extend(place, {
      row: z.number(),
      column: z.string(),
      size: z.number(),
      view: z.optional(z.object({ channel: z.nullable(z.number()), swapped: z.boolean() })),
    }),
    z.object({
      png: s.bytesShape,
      width: z.number(),
      height: z.number(),
      /** Of a tensor. `odd`: how many of its elements are no finite number. */
      tensor: z.optional(
        z.object({
          dtype: z.string(),
          layout: z.enum(["NCHW", "NHWC"]),
          channels: z.array(z.object({ min: z.number(), max: z.number(), mean: z.number() })),
          odd: z.number(),
        }),
      ),
    }),
  ),
  /**
   * A recording as a line: `points` pairs of its least and greatest values (int16, little endian), of all of it or of a part.
   * Times are seconds from the beginning of the recording, of which a cell may hold a piece: `start` to `end`.
   */
  "preview.sound": call(
    z.extend(soundPart, { points: z.number() }),
    z.object({
      rate: z.number(),
      channels: z.number(),
      start: z.number(),
      end: z.number(),
      from: z.number(),
      to: z.number(),
      peaks: s.bytesShape,
      loudest: z.number(),
    }),
  ),
  /** A part of a recording by time and frequency, row by row from the highest: 0 is `minDb` or less, 255 full scale. */
  "preview.spectrogram": call(
    z.extend(soundPart, { columns: z.number(), rows: z.number() }),
    z.object({
      from: z.number(),
      to: z.number(),
      columns: z.number(),
      rows: z.number(),
      data: s.bytesShape,
      maxHz: z.number(),
      minDb: z.number(),
    }),
  ),
  /** A part of a recording as a WAV file of 16 bits; of a long one only as much as is sent at once. */
  "preview.wav": call(soundPart, z.object({ wav: s.bytesShape, from: z.number(), to: z.number() })),
  /**
   * A column of vectors laid flat: along the two directions in which they differ most. `points` has x and y of each row, in its
   * order (float32, little endian; NaN for a row without a vector); `explained` is the share of the spread that each direction has.
   */
  "preview.scatter": call(
    z.extend(place, { column: z.string(), rows: z.number() }),
    z.object({
      rows: z.number(),
      dimensions: z.number(),
      points: s.bytesShape,
      explained: z.array(z.number()),
    }),
  ),
  /** Values of a tensor cell, at most `limit` of them evenly picked. */
  "preview.tensor": call(
    z.extend(place, { row: z.number(), column: z.string(), limit: z.number() }),
    z.object({
      dtype: z.string(),
      shape: z.array(z.number()),
      values: z.array(s.anyNumber),
      min: z.number(),
      max: z.number(),
    }),
  ),

  /** `to`: the node and what feeds it; actions elsewhere do not run. Results come as `run.event`. */
  "run.start": call(
    z.object({
      session: s.session,
      document: s.documentShape,
      to: z.optional(z.string()),
      dryRun: z.boolean(),
      limit: z.optional(z.number()),
    }),
    z.object({ run: z.string() }),
  ),
  /** Asks it to stop; kills the engine that runs it when it has not after two seconds. */
  "run.stop": call(z.object({ run: z.string() }), done),
  /**
   * The last run of the workflow, with what was told of it so far: for a page whose connection broke, or that has the place of one
   * that is gone. What comes later is told to this page. Null: there is none, or none any more.
   */
  "run.takeUp": call(z.object({ session: s.session }), z.object({ run: z.nullable(s.runSoFarShape) })),

  /** Where the document can run, and what it would weigh as a program. `platform`: this machine's unless given. */
  "export.check": call(
    z.object({ session: s.session, document: s.documentShape, platform: z.optional(z.string()) }),
    s.exportOutlookShape,
  ),
  /**
   * What is at a folder that an export would be written to, as an absolute path; beside the workflow unless given. `exported`: an
   * earlier export, which one more may replace; `full`: other files; `file`: a file is there, or on the way to it.
   */
  "export.place": call(
    z.object({ session: s.session, folder: z.optional(z.string()) }),
    z.object({ folder: z.string(), is: z.enum(["free", "exported", "full", "file"]) }),
  ),
  /**
   * Makes a program of the document, proves it, and answers once it is in its place; how far it is comes as `export.step`. One at a
   * time for each session. `force` replaces what an earlier export wrote there.
   */
  "export.make": call(
    z.object({
      session: s.session,
      document: s.documentShape,
      target: z.string(),
      platform: z.optional(z.string()),
      folder: z.string(),
      force: z.boolean(),
    }),
    s.exportedShape,
  ),
  /** The export of the session fails with EXPORT_STOPPED and leaves nothing; its process is killed when it has not stopped after two seconds. */
  "export.stop": call(z.object({ session: s.session }), done),
  /** Shows a folder that was exported here in the system's own program for files. Only where `reveals`. */
  "export.reveal": call(z.object({ folder: z.string() }), z.object({ opened: z.boolean() })),
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type Request<N extends CallName> = z.output<Calls[N]["request"]>;
export type Reply<N extends CallName> = z.output<Calls[N]["reply"]>;

/** What the host tells without being asked. */
export const events = {
  "preview.node": z.object({
    session: s.session,
    revision: z.number(),
    node: z.string(),
    result: s.previewNodeShape,
  }),
  "run.event": z.object({ session: s.session, run: z.string(), event: s.runEventShape }),
  "export.step": z.object({ session: s.session, step: s.exportStepShape }),
  "library.step": z.object({
    source: z.string(),
    step: z.enum(["look", "download", "check"]),
    received: z.number(),
    total: z.nullable(z.number()),
  }),
  /** Something was installed or removed, in whichever window. */
  "library.changed": z.object({}),
  /** A process of the engine: `crashed` names the node that ran, where one did. */
  "engine.state": z.object({
    session: z.nullable(z.string()),
    state: z.enum(["starting", "ready", "crashed"]),
    node: z.nullable(z.string()),
    memoryMb: z.number(),
  }),
  "document.changed": z.object({ session: s.session, hash: z.nullable(z.string()) }),
  /** A menu or a file dropped on the window asks the editor to do something; `command` is a name of the command list. */
  "app.command": z.object({ command: z.string(), path: z.nullable(z.string()) }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventOf<N extends EventName> = z.output<Events[N]>;
