// Files and folders, and what is in them: the calls for it.

import * as z from "zod/mini";
import * as s from "../shapes.ts";
import { call } from "./call.ts";

export const fileCalls = {
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
} as const;
