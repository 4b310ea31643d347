// Starts a PostgreSQL server of this machine for itself: in a folder of its own, on a free port, for nobody else.

import { execFile, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export interface StartedPostgres {
  readonly port: number;
  readonly login: { readonly user: string; readonly password: string };
  stop(): Promise<void>;
}

/** Where Debian keeps the programs of each version. */
const DEBIAN = "/usr/lib/postgresql";
const login = { user: "millrace", password: "a 'secret' of tests" };

/** Answers why not, where it cannot be: no server is installed, or root has nobody to run it as. */
export async function startPostgres(): Promise<StartedPostgres | string> {
  const programs = programsHere();
  if (programs === null) return "no PostgreSQL server is installed (Debian: apt-get install postgresql)";
  const owner = ownerHere();
  if (owner === null) return "a PostgreSQL server does not run as root, and there is no user postgres";
  const folder = mkdtempSync(join(tmpdir(), "millrace-postgres-"));
  const secret = join(folder, "password");
  const data = join(folder, "data");
  writeFileSync(secret, login.password);
  if (owner.uid !== undefined) for (const path of [folder, secret]) chownSync(path, owner.uid, owner.gid!);
  const initial = ["-D", data, "-U", login.user, "-A", "scram-sha-256", `--pwfile=${secret}`];
  // The locale C needs no lists of words.
  await promisify(execFile)(
    join(programs, "initdb"),
    [...initial, "--no-sync", "--locale=C", "--encoding=UTF8"],
    owner,
  );
  const port = await freePort();
  const settings = Object.entries({
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
    shared_buffers: "16MB",
    max_connections: "50",
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...settings], {
    ...owner,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => server.on("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
    void ended.then(() => reject(new Error(`The server did not start: ${said}`)));
  });
  return {
    port,
    login,
    async stop() {
      // It ends connections that are open, and itself.
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function programsHere(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(DEBIAN, version, "bin"))
    .find((folder) => existsSync(join(folder, "initdb")));
  return found ?? null;
}

/** Nothing for a user who is not root. */
function ownerHere(): { readonly uid?: number; readonly gid?: number } | null {
  if (process.getuid?.() !== 0) return {};
  try {
    const [uid, gid] = ["-u", "-g"].map((which) =>
      Number(execFileSync("id", [which, "postgres"], { stdio: ["ignore", "pipe", "ignore"] })),
    );
    return { uid, gid };
  } catch {
    return null;
  }
}

async function freePort(): Promise<number> {
  const held = createServer();
  await new Promise<void>((resolve) => held.listen(0, "127.0.0.1", resolve));
  const { port } = held.address() as AddressInfo;
  await new Promise((resolve) => held.close(resolve));
  return port;
}
