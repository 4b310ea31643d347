// The lock file installs everywhere: optional builds of all platforms are in it, versions are pinned.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
const pkg = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, unknown>>;

describe("package-lock.json", () => {
  test("names the builds of every platform", () => {
    const names = Object.keys(lock.packages);
    const missing = Object.entries(lock.packages).flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.some((path) => path.endsWith(`node_modules/${name}`)))
        .map((name) => `${owner} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test("names no registry host", () => {
    const hosts = Object.values(lock.packages)
      .map(({ resolved }) => resolved)
      .filter((url) => url !== undefined && !url.startsWith("https://registry.npmjs.org/"));
    expect(hosts).toEqual([]);
  });
});

describe("package.json", () => {
  test.each(["dependencies", "optionalDependencies", "devDependencies"])(
    "pins every version of %s",
    (group) => {
      const loose = Object.entries(pkg[group]).filter(
        ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
      );
      expect(loose).toEqual([]);
    },
  );

  test("keeps the model runtime from downloading anything at install", () => {
    expect(pkg.allowScripts).toMatchObject({ "onnxruntime-node": false });
    expect(readFileSync(".npmrc", "utf8")).toContain("onnxruntime-node-install=skip");
  });
});
