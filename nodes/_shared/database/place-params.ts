// Where is the database? The params that a source and an action have in common: a file, or a server.

import * as z from "zod/mini";
import { choice, number, optionalFile, param, text } from "../../../engine/sdk/params.ts";

/** Endings that files of SQLite have. */
export const SQLITE_ENDINGS = ["db", "sqlite", "sqlite3"] as const;

const ON_SERVER = { param: "system", oneOf: ["postgresql"] };

/** `files` are the systems whose databases are files. */
export function fileParam(files: readonly string[], extensions: readonly string[], inPlace: boolean) {
  return optionalFile({
    title: "File",
    help: "The file of the database, relative to the workflow file.",
    extensions,
    ...(inPlace && { inPlace }),
    visibleWhen: { param: "system", oneOf: files },
  });
}

/** Only the name of a password is ever in a workflow. */
export const serverParams = {
  host: text({
    title: "Host",
    help: "Name or address of the machine on which the server runs.",
    default: "localhost",
    visibleWhen: ON_SERVER,
  }),
  port: number({
    title: "Port",
    help: "Where the server listens; 5432 unless somebody has changed it.",
    min: 1,
    max: 65_535,
    integer: true,
    default: 5432,
    visibleWhen: ON_SERVER,
  }),
  database: text({
    title: "Database",
    help: "Name of the database on the server.",
    default: "",
    visibleWhen: ON_SERVER,
  }),
  user: text({
    title: "User",
    help: "Whom the server knows; a user with few rights is enough.",
    default: "",
    visibleWhen: ON_SERVER,
  }),
  password: param(() => z.string(), "secret", {
    title: "Password",
    help: "Name of the secret that holds the password; empty where the server wants none.",
    default: "",
    visibleWhen: ON_SERVER,
  }),
  ssl: choice(["auto", "verify", "encrypt", "off"], {
    title: "Encryption",
    help: "auto: not on this machine, else with a checked certificate. encrypt: any certificate will do, so anybody in between could read along.",
    labels: {
      auto: "automatic",
      verify: "with a checked certificate",
      encrypt: "with any certificate",
      off: "none",
    },
    default: "auto",
    visibleWhen: ON_SERVER,
  }),
  timeoutSeconds: number({
    title: "Patience",
    help: "How long to wait at the most for the server to answer, or for somebody else to let go of a file.",
    unit: "seconds",
    min: 1,
    max: 86_400,
    default: 60,
  }),
};

/** What a server is reached by. */
export interface ServerPlace {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Name of a secret; empty = none. */
  readonly password: string;
  readonly ssl: "auto" | "verify" | "encrypt" | "off";
  readonly timeoutSeconds: number;
}
