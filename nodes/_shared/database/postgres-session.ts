// A connection to a PostgreSQL server: it asks one thing at a time, waits no longer than it may, and stops the server when nobody wants the answer.

import type { Client, ClientConfig, QueryResult } from "pg";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";
import { loadPostgres } from "./library.ts";
import {
  isNoDatabase,
  lateError,
  lookedAtError,
  offlineError,
  reachError,
  type ServerError,
} from "./postgres-errors.ts";
import type { ServerPlace } from "./place-params.ts";
import { secretOf } from "./secret.ts";

/** A server that is there answers at once; where nobody does, a person should not have to wait for minutes. */
const CONNECT_MS = 15_000;
/** The server ends a statement that takes too long; only one that hangs is waited for a little longer. */
const SLACK = 1.2;

export type PostgresHost = Pick<HostServices, "secrets" | "clock" | "network">;

/** A row as it comes: the text of each cell. */
export type TextRow = readonly (string | null)[];

export interface Answer {
  readonly fields: QueryResult["fields"];
  readonly rows: readonly TextRow[];
}

const asTheyCome = { getTypeParser: () => (text: unknown) => text };

export class PostgresSession {
  readonly #place: ServerPlace;
  readonly #host: PostgresHost;
  readonly #client: Client;
  readonly #signal: AbortSignal;
  /** The server's process behind the connection; null until it has said it. */
  #pid: string | null = null;
  readonly #stop = () => void this.#stopServer();
  /** Why the connection is gone. */
  #gone: Error | null = null;

  private constructor(place: ServerPlace, host: PostgresHost, signal: AbortSignal, client: Client) {
    this.#place = place;
    this.#host = host;
    this.#client = client;
    this.#signal = signal;
    client.on("error", (error) => (this.#gone = error));
    signal.addEventListener("abort", this.#stop, { once: true });
  }

  /** Whoever opens it closes it. Times come in UTC, and as ISO 8601 has them. */
  static async open(place: ServerPlace, host: PostgresHost, signal: AbortSignal): Promise<PostgresSession> {
    const session = new PostgresSession(place, host, signal, await connected(place, host, signal));
    try {
      await session.#begin();
      return session;
    } catch (thrown) {
      await session.close();
      signal.throwIfAborted();
      throw reachError(thrown, place);
    }
  }

  async #begin(): Promise<void> {
    // It may have fired when nobody listened: between two connections, or before the first.
    this.#signal.throwIfAborted();
    const timeoutMs = Math.ceil(this.#place.timeoutSeconds * 1000);
    const { rows } = await this.ask(
      `SELECT pg_backend_pid(), set_config('statement_timeout', '${timeoutMs}', false), ` +
        "set_config('timezone', 'UTC', false), set_config('datestyle', 'ISO, YMD', false), " +
        "set_config('bytea_output', 'hex', false), set_config('extra_float_digits', '1', false), " +
        // Texts in statements are written as the standard has them, where a backslash is a sign like others.
        "set_config('standard_conforming_strings', 'on', false)",
    );
    [[this.#pid]] = rows;
  }

  /** The whole answer: for short ones. Only one statement can stand in the text. */
  async ask(text: string, values: readonly unknown[] = []): Promise<Answer> {
    const rows: TextRow[] = [];
    const { fields } = await this.each(text, values, (row) => void rows.push(row));
    return { fields, rows };
  }

  /** Gives each row as it comes, and keeps none. */
  async each(
    text: string,
    values: readonly unknown[],
    onRow: (row: TextRow) => void,
  ): Promise<Pick<Answer, "fields">> {
    const { Query } = await loadPostgres();
    const config = { text, values: [...values], rowMode: "array", queryMode: "extended", types: asTheyCome };
    const query = new Query(config as never);
    query.on("row", (row) => onRow(row as unknown as TextRow));
    const ended = new Promise<Pick<Answer, "fields">>((resolve, reject) => {
      query.on("end", (result) => resolve(result as unknown as QueryResult));
      query.on("error", (error) => reject(this.#gone ?? error));
    });
    this.#client.query(query);
    return this.#inTime(ended);
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener("abort", this.#stop);
    await this.#client.end().catch(() => {});
  }

  async #inTime<T>(work: Promise<T>): Promise<T> {
    const over = new AbortController();
    const waited = this.#host.clock
      .sleep(this.#place.timeoutSeconds * 1000 * SLACK, over.signal)
      .then(() => "late" as const);
    // It is cut short when the work is over.
    waited.catch(() => {});
    try {
      const first = await Promise.race([work.then((answer) => ({ answer })), waited]);
      if (first !== "late") return first.answer;
      // What comes of it afterwards is nobody's.
      work.catch(() => {});
      void this.#client.end().catch(() => {});
      throw lateError(this.#place);
    } catch (thrown) {
      if (this.#signal.aborted && !(thrown instanceof MillraceError)) this.#signal.throwIfAborted();
      throw thrown;
    } finally {
      over.abort();
    }
  }

  /** A server does not notice that nobody waits any more: it is asked to stop, on another connection. */
  async #stopServer(): Promise<void> {
    if (this.#pid === null) return letGo(this.#client);
    try {
      const other = await connected(this.#place, this.#host, new AbortController().signal);
      await other.query("SELECT pg_cancel_backend($1)", [this.#pid]).catch(() => {});
      await other.end();
    } catch {
      // It cannot be reached: nothing more can be done about it.
    } finally {
      await this.#client.end().catch(() => {});
    }
  }
}

async function connected(place: ServerPlace, host: PostgresHost, signal: AbortSignal): Promise<Client> {
  const { Client: Pg } = await loadPostgres();
  refuseConnection(place, host.network);
  const { port, database, user } = place;
  const secret = await secretOf(place.password, host.secrets);
  signal.throwIfAborted();
  const config: ClientConfig = {
    ...{ host: place.host, port, database, user },
    // A function, so that no variable of the environment steps in for one that is not set.
    password: () => secret ?? "",
    ssl: sslOf(place),
    application_name: "millrace",
    connectionTimeoutMillis: Math.min(CONNECT_MS, place.timeoutSeconds * 1000),
    keepAlive: true,
  };
  const client = new Pg(config);
  // What happens while nobody asks anything would else end the process.
  client.on("error", () => {});
  let stop = () => {};
  // The client never tells what becomes of a connection that is ended before it is there.
  const stopped = new Promise<"stopped">((resolve) => (stop = () => resolve("stopped")));
  signal.addEventListener("abort", stop, { once: true });
  try {
    if ((await Promise.race([client.connect(), stopped])) === "stopped") signal.throwIfAborted();
    return client;
  } catch (thrown) {
    letGo(client);
    signal.throwIfAborted();
    const isName = isNoDatabase(thrown as ServerError) && database !== DEFAULT_DATABASE;
    throw reachError(thrown, place, isName ? await databasesOf(place, host, signal) : []);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** At once, whatever the other side does. */
function letGo(client: Client): void {
  client.connection.stream.destroy();
}

/** Before a secret is asked for. A socket of this machine is no network. */
export function refuseConnection(place: ServerPlace, { noConnections }: HostServices["network"]): void {
  if (noConnections === undefined || place.host.startsWith("/")) return;
  throw noConnections === "offline" ? offlineError(place) : lookedAtError(place);
}

/** It is on every server, for whoever wants to look around. */
const DEFAULT_DATABASE = "postgres";

/** Nothing where the user may not look. */
async function databasesOf(
  place: ServerPlace,
  host: PostgresHost,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const client = await connected({ ...place, database: DEFAULT_DATABASE }, host, signal);
    try {
      const { rows } = await client.query<{ datname: string }>(
        "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname",
      );
      return rows.map(({ datname }) => datname);
    } finally {
      await client.end();
    }
  } catch {
    return [];
  }
}

/** Nothing leaves this machine on the way to itself. */
const HERE = /^(localhost|127(\.\d+){3}|::1|\/.*)$/i;

function sslOf({ ssl, host }: ServerPlace): ClientConfig["ssl"] {
  if (ssl === "off" || (ssl === "auto" && HERE.test(host))) return false;
  return { rejectUnauthorized: ssl !== "encrypt" };
}
