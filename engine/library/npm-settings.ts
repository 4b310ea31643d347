// Which registry does a package come from, and with which token? As npm itself finds it: environment, the project's .npmrc, the person's.

import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

export interface Registry {
  readonly url: URL;
  /** For `authorization`; null where nothing is set. */
  readonly authorization: string | null;
}

export interface NpmPlaces {
  readonly env?: NodeJS.ProcessEnv;
  /** Where the project's .npmrc is looked for, upwards from here. */
  readonly cwd?: string;
  readonly home?: string;
}

const DEFAULT_REGISTRY = "https://registry.npmjs.org/";

export function registryOf(
  packageName: string,
  { env = process.env, cwd = process.cwd(), home = homedir() }: NpmPlaces = {},
): Registry {
  const own = settingsIn(env.npm_config_userconfig ?? env.NPM_CONFIG_USERCONFIG ?? join(home, ".npmrc"), env);
  const settings = new Map([...own, ...projectSettings(cwd, env), ...environmentSettings(env)]);
  const [scope] = packageName.startsWith("@") ? packageName.split("/") : [];
  const named = (scope && settings.get(`${scope}:registry`)) || settings.get("registry") || DEFAULT_REGISTRY;
  const url = new URL(named.endsWith("/") ? named : `${named}/`);
  return { url, authorization: authorizationFor(url, settings) };
}

/** `//host/path/:_authToken`, from the whole path upwards, as npm does. */
function authorizationFor({ host, pathname }: URL, settings: ReadonlyMap<string, string>): string | null {
  const parts = pathname.split("/").filter((part) => part !== "");
  for (let n = parts.length; n >= 0; n--) {
    const place = `//${[host, ...parts.slice(0, n)].join("/")}/:`;
    const token = settings.get(`${place}_authToken`);
    if (token) return `Bearer ${token}`;
    const basic = settings.get(`${place}_auth`);
    if (basic) return `Basic ${basic}`;
    const [name, password] = [settings.get(`${place}username`), settings.get(`${place}_password`)];
    if (name && password)
      return `Basic ${Buffer.from(`${name}:${Buffer.from(password, "base64").toString()}`).toString("base64")}`;
  }
  return null;
}

/** The nearest folder upwards with a package.json is the project. */
function projectSettings(cwd: string, env: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const found = settingsIn(join(folder, ".npmrc"), env);
    if (found.size > 0 || isThere(join(folder, "package.json")) || dirname(folder) === folder) return found;
  }
}

/** `npm_config_registry`, in any case. */
function environmentSettings(env: NodeJS.ProcessEnv): [string, string][] {
  return Object.entries(env).flatMap(([name, value]): [string, string][] => {
    const [, key] = /^npm_config_(.+)$/i.exec(name) ?? [];
    return key && value ? [[/^(?:@|\/\/)/.test(key) ? key : key.toLowerCase(), value]] : [];
  });
}

function settingsIn(path: string, env: NodeJS.ProcessEnv): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of readOr(path, "").split(/\r?\n/)) {
    const [, key, value] = /^\s*([^#;\s=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined) continue;
    const plain = value.replace(/^(["'])(.*)\1$/, "$2");
    settings.set(
      key,
      plain.replace(/\$\{([^}?]+)\??\}/g, (_, name: string) => env[name] ?? ""),
    );
  }
  return settings;
}

function isThere(path: string): boolean {
  return readOr(path, null) !== null;
}

function readOr<T>(path: string, other: T): string | T {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return other;
  }
}
