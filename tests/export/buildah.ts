// Builds images and runs them, without Docker: Debian's buildah, and a stand-in for the official image of Node made of Debian
// and the same Node from npm. What it installs stays; what it makes is removed, but for the base, which is kept for the next time.

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, copyFile, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { NODE_VERSION } from "../../engine/export/container/dockerfile.ts";
import { ended, type Ended } from "../cli/millrace.ts";

/** The name that the Dockerfile asks for. */
const BASE = `node:${NODE_VERSION}-bookworm-slim`;
const BASE_ROOT = join(homedir(), ".cache/millrace-tests", `node-${NODE_VERSION}-bookworm`);
const NPM = "11.19.1";
const CERTIFICATES = "etc/ssl/certs/ca-certificates.crt";
/** A thing of minutes where a mirror is slow; nothing should wait for longer. */
const MOST_MS = 300_000;

export interface ImageConfig {
  readonly User: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly WorkingDir: string;
}

export interface Mounts {
  readonly data: string;
  readonly out: string;
}

/** What builds, or why nothing can be built here. */
export async function imageBuilder(): Promise<ImageBuilder | string> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "building an image without Docker needs Linux, and root";
  const missing = ["buildah", "debootstrap", "crun"].filter((command) => !isInstalled(command));
  if (missing.length > 0 && !existsSync("/etc/debian_version"))
    return `${missing.join(", ")} is not installed, and this is not Debian`;
  if (missing.length > 0) {
    const installed = await run("sh", [
      "-c",
      `apt-get update -q && apt-get install -q -y --no-install-recommends ${missing.join(" ")}`,
    ]);
    if (installed.code !== 0)
      return `apt-get could not install ${missing.join(", ")}: ${lastLine(installed)}`;
  }
  if (!existsSync(BASE_ROOT)) {
    const failed = await makeBase();
    if (failed) return failed;
  }
  const folder = await mkdtemp(join(tmpdir(), "millrace-image-"));
  // Copies of whole trees, where the disk cannot lay one over the other.
  for (const driver of ["overlay", "vfs"]) {
    const builder = new ImageBuilder(folder, driver);
    if (await builder.takeBase()) return builder;
    await builder.remove();
  }
  return "buildah cannot make an image on this machine";
}

function isInstalled(command: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}

/** Under its name only once it is whole: two tests may make it at once. Answers what went wrong. */
async function makeBase(): Promise<string | null> {
  await mkdir(join(BASE_ROOT, ".."), { recursive: true });
  const part = await mkdtemp(`${BASE_ROOT}.part-`);
  try {
    const root = join(part, "root");
    const npm = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", part];
    const [debian, node] = await Promise.all([
      run("debootstrap", ["--variant=minbase", "bookworm", root]),
      run("npm", [...npm, `node-linux-${process.arch}@${NODE_VERSION}`, `npm@${NPM}`]),
    ]);
    if (debian.code !== 0) return `debootstrap could not make a Debian: ${lastLine(debian)}`;
    if (node.code !== 0) return `npm could not bring Node ${NODE_VERSION}: ${lastLine(node)}`;
    await furnish(root, join(part, "node_modules"));
    await rename(root, BASE_ROOT).catch((thrown: unknown) => {
      if (!existsSync(BASE_ROOT)) throw thrown;
    });
    return null;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** What the official image has above Debian: Node, npm, and a user. */
async function furnish(root: string, packages: string): Promise<void> {
  for (const unneeded of [
    "usr/share/doc",
    "usr/share/locale",
    "usr/share/man",
    "var/cache/apt",
    "var/lib/apt/lists",
  ])
    await rm(join(root, unneeded), { recursive: true, force: true });
  await copyFile(join(packages, `node-linux-${process.arch}/bin/node`), join(root, "usr/local/bin/node"));
  await cp(join(packages, "npm"), join(root, "usr/local/lib/node_modules/npm"), { recursive: true });
  await symlink("../lib/node_modules/npm/bin/npm-cli.js", join(root, "usr/local/bin/npm"));
  await appendFile(join(root, "etc/passwd"), "node:x:1000:1000::/home/node:/bin/bash\n");
  await appendFile(join(root, "etc/group"), "node:x:1000:\n");
  await mkdir(join(root, "home/node"));
  // A machine may reach the registry by a proxy with a certificate of its own.
  if (!existsSync(join("/", CERTIFICATES))) return;
  await mkdir(join(root, "etc/ssl/certs"), { recursive: true });
  await copyFile(join("/", CERTIFICATES), join(root, CERTIFICATES));
}

export class ImageBuilder {
  readonly #folder: string;
  readonly #options: readonly string[];

  constructor(folder: string, driver: string) {
    this.#folder = folder;
    const place = (name: string) => join(folder, driver, name);
    this.#options = ["--root", place("root"), "--runroot", place("run"), "--storage-driver", driver];
  }

  #buildah(...args: readonly string[]): Promise<Ended> {
    return run("buildah", [...this.#options, ...args]);
  }

  async takeBase(): Promise<boolean> {
    const made = await this.#buildah("from", "scratch");
    if (made.code !== 0) return false;
    const container = made.stdout.trim();
    const steps = [
      ["add", "-q", container, BASE_ROOT, "/"],
      ["config", "--env", `NODE_EXTRA_CA_CERTS=/${CERTIFICATES}`, container],
      ["commit", "-q", "--rm", container, BASE],
    ];
    for (const step of steps) if ((await this.#buildah(...step)).code !== 0) return false;
    return true;
  }

  /** Builds what the folder's Dockerfile says, unchanged. */
  build(folder: string, name: string): Promise<Ended> {
    return this.#buildah("bud", "--isolation", "chroot", "--pull-never", "-t", name, folder);
  }

  async config(name: string): Promise<ImageConfig> {
    const { stdout } = await this.#buildah("inspect", "--type", "image", `localhost/${name}`);
    return (JSON.parse(stdout) as { OCIv1: { config: ImageConfig } }).OCIv1.config;
  }

  /** A container of the image: its name, for `run`, and where its root is. */
  async container(name: string): Promise<{ name: string; root: string }> {
    const container = (await this.#buildah("from", "--pull-never", `localhost/${name}`)).stdout.trim();
    return { name: container, root: (await this.#buildah("mount", container)).stdout.trim() };
  }

  /** As buildah runs it: with the image's user and environment. */
  run(container: string, { data, out }: Mounts, command: readonly string[]): Promise<Ended> {
    const volumes = ["-v", `${data}:/data:ro`, "-v", `${out}:/out`];
    return this.#buildah("run", "--isolation", "chroot", ...volumes, container, "--", ...command);
  }

  async remove(): Promise<void> {
    await this.#buildah("rm", "--all");
    const mounts = (await readFile("/proc/mounts", "utf8"))
      .split("\n")
      .map((line) => line.split(" ")[1] ?? "");
    for (const place of mounts.filter((path) => path.startsWith(this.#folder)).toReversed())
      await run("umount", ["--lazy", place]);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Starts a command on a container's root as `docker run --read-only --cap-drop ALL --security-opt no-new-privileges --network none`
 * does: the first process of its own world, on a root that nothing can be written to, without rights. The child's child is it.
 */
export function startSealed(root: string, config: ImageConfig, mounts: Mounts, command: readonly string[]) {
  const [user, group] = config.User.split(":");
  const script = `set -e
root=$1 data=$2 out=$3 user=$4 group=$5 place=$6
shift 6
mount --bind "$root" "$root"
mount -o remount,ro,bind "$root"
mount --bind "$data" "$root/data"
mount -o remount,ro,bind "$root/data"
mount --bind "$out" "$root/out"
mount -t tmpfs tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
exec chroot "$root" setpriv --bounding-set=-all --inh-caps=-all --no-new-privs --reuid "$user" --regid "$group" --clear-groups env -i -C "$place" "$@"`;
  const given = [root, mounts.data, mounts.out, user, group, config.WorkingDir, ...config.Env, ...command];
  return spawn("unshare", [
    ...["--mount", "--pid", "--net", "--ipc", "--fork", "--kill-child"],
    ...["sh", "-c", script, "sh", ...given],
  ]);
}

function run(command: string, args: readonly string[]): Promise<Ended> {
  return ended(spawn(command, args, { timeout: MOST_MS }));
}

function lastLine({ stdout, stderr }: Ended): string {
  return `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
}
