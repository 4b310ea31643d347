// What PostgreSQL, or the way to it, says went wrong, in words that name the next step. A password is in none of them.

import { closest } from "../../../engine/sdk/closest.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { listNames } from "../column-issues.ts";
import type { EditedQuery } from "../duckdb/edited-query.ts";
import type { ServerPlace } from "./place-params.ts";

/** The parts of a server's error that are used. */
export interface ServerError extends Error {
  /** Of the server (SQLSTATE, five signs) or of the system (ECONNREFUSED). */
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Sign in the text of the statement, from 1. */
  readonly position?: string;
}

const REACH = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT)?$/;
const LOGIN = new Set(["28P01", "28000"]);
/** Classes of SQLSTATE: the connection is gone (08P01 is a message that does not fit); the server is stopped, or a statement was. */
const GONE = /^(08(?!P01)|57P0)/;

function whereOf({ host, port }: ServerPlace): string {
  return `${host}:${port}`;
}

/** What went wrong on the way to the server, or at its door. `known` are databases that it has. */
export function reachError(
  thrown: unknown,
  place: ServerPlace,
  known: readonly string[] = [],
): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const error = thrown as ServerError;
  const { code = "", message } = error;
  const at = whereOf(place);
  if (LOGIN.has(code) || /password|SASL|SCRAM|no pg_hba/i.test(message)) return loginError(error, place);
  if (isNoDatabase(error)) {
    const near = closest(place.database, known);
    return failure(error, {
      code: "DATABASE_MISSING",
      message: `There is no database "${place.database}" on ${at}.`,
      path: "params.database",
      hint:
        near !== null
          ? `Did you mean "${near}"?`
          : known.length > 0
            ? `There are: ${listNames(known)}.`
            : "See which there are with: psql -l.",
    });
  }
  if (/timeout expired/i.test(message)) return lateError(place, error);
  if (/certificate|SSL|TLS/i.test(message))
    return failure(error, {
      code: "DATABASE_UNREACHABLE",
      message: `No safe connection to ${at} comes about: ${sentence(message)}`,
      path: "params.ssl",
      hint: 'Whoever runs the server knows whether it encrypts, and with which certificate; see "Encryption".',
    });
  if (REACH.test(code))
    return failure(error, {
      code: "DATABASE_UNREACHABLE",
      message: `Nobody answers at ${at}: ${sentence(reasonOf(error))}`,
      path: code === "ECONNREFUSED" ? "params.port" : "params.host",
      hint: "See whether the server runs, and whether host and port are right.",
    });
  return lostError(error, place);
}

export function isNoDatabase({ code }: ServerError): boolean {
  return code === "3D000";
}

function loginError(error: ServerError, { user, password }: ServerPlace): MillraceError {
  const wanted = password === "";
  return failure(error, {
    code: "DATABASE_LOGIN",
    message: wanted
      ? `The server wants a password of "${user}".`
      : `The server does not let "${user}" in with the secret "${password}": ${sentence(error.message)}`,
    path: wanted ? "params.password" : "params.user",
    hint: wanted
      ? "Name the secret that holds it in Password."
      : "Check user and secret, and whether the user may use that database.",
  });
}

export function offlineError(place: ServerPlace): MillraceError {
  return failure(undefined, {
    code: "DATABASE_OFFLINE",
    message: `This would connect to ${whereOf(place)}, and Millrace was told to stay offline.`,
    path: "params.host",
    hint: "Leave --offline (or MILLRACE_OFFLINE) out, or disable the node.",
  });
}

export function lookedAtError(place: ServerPlace): MillraceError {
  return failure(undefined, {
    code: "DATABASE_NOT_LOOKED",
    message: `Nobody connects to ${whereOf(place)} while the workflow is only looked at.`,
    path: "params.query",
    hint: NOT_LOOKED_HINT,
  });
}

export const NOT_LOOKED_HINT = "Run the workflow, or check it with: millrace validate FLOW --ask.";

/** Nothing came in time. */
export function lateError({ host, port, timeoutSeconds }: ServerPlace, cause?: unknown): MillraceError {
  return failure(cause, {
    code: "DATABASE_TIMEOUT",
    message: `The server ${host}:${port} has not answered within ${timeoutSeconds} seconds.`,
    path: "params.timeoutSeconds",
    hint: 'Raise "Patience" where the work takes that long; else see what the server is waiting for.',
  });
}

export function lostError(error: unknown, place: ServerPlace): MillraceError {
  return failure(error, {
    code: "DATABASE_LOST",
    message: `The connection to ${whereOf(place)} is gone: ${sentence(error instanceof Error ? error.message : String(error))}`,
    hint: "See whether the server still runs. A run with --journal goes on with --resume.",
  });
}

export interface QueryText {
  readonly query: EditedQuery;
  /** Signs that stand in front of the query in what the server got. */
  readonly at: number;
}

/** What the server says of a query that a person wrote; `near` is a name that was perhaps meant. */
export function queryError(
  thrown: unknown,
  place: ServerPlace,
  { query, at }: QueryText,
  near: string | null = null,
): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const error = thrown as ServerError;
  const { code = "", message, position, hint } = error;
  if (isLost(error)) return lostError(error, place);
  if (code === "57014") return lateError(place, error);
  const said = `${sentence(message)}${position === undefined ? "" : placeIn(query, Number(position) - 1 - at)}`;
  const details = { message: said, path: "params.query" };
  if (code === "25006" || (code === "0A000" && message.includes("data-modifying")))
    return notSelect(error, said);
  if (/^(42|22P02|08P01|26)/.test(code))
    return failure(error, {
      ...details,
      code: "SQL_INVALID",
      hint: near === null ? (hint ?? "Change the query at that place.") : `Did you mean "${near}"?`,
    });
  return failure(error, {
    ...details,
    code: "SQL_FAILED",
    hint: hint ?? "The message is the server's own.",
  });
}

export function notSelect(cause: unknown, message: string): MillraceError {
  return failure(cause, {
    code: "SQL_NOT_SELECT",
    message: `The query does something else than read: ${message}`,
    path: "params.query",
    hint: "Write one SELECT. An action behind the node writes what it gives.",
  });
}

/** Whether the connection is of no use any more. */
export function isLost({ code = "", message }: ServerError): boolean {
  return (
    GONE.test(code) || code === "ECONNRESET" || code === "EPIPE" || /terminated|not queryable/.test(message)
  );
}

function placeIn(query: EditedQuery, sign: number): string {
  const before = query.beforeSign(sign);
  if (before === null) return "";
  const lines = before.split("\n");
  return ` (Line ${lines.length}, column ${lines[lines.length - 1].length + 1} of the query.)`;
}

/** Several addresses were tried, each with an error of its own. */
function reasonOf(error: ServerError): string {
  const { errors } = error as { errors?: readonly Error[] };
  return errors?.[0]?.message ?? error.message;
}

/** On one line, with an end. */
export function sentence(text: string): string {
  const line = text.trim().replace(/\s*\n\s*/gu, " ");
  return `${line.slice(0, 1).toUpperCase()}${line.slice(1)}`.replace(/\.?$/u, ".");
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly hint: string;
}

function failure(cause: unknown, { code, ...details }: Failure): MillraceError {
  return new MillraceError(code, { ...details, fatal: true, cause });
}
