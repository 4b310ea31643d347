// Which platforms is an installed native package for?

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** By its folder in node_modules. Of packages that are not here nothing is known. */
const PLATFORMS_OF: Readonly<Record<string, (installed: string) => readonly string[]>> = {
  "onnxruntime-node": (installed) => {
    const libraries = join(installed, "bin/napi-v6");
    return namesIn(libraries).flatMap((system) =>
      namesIn(join(libraries, system)).map((processor) => `${system}-${processor}`),
    );
  },
  "@duckdb/node-bindings": (installed) =>
    namesIn(dirname(installed)).flatMap((name) => {
      const platform = /^node-bindings-(\w+)-(\w+?)(?:-musl)?$/.exec(name);
      return platform ? [`${platform[1]}-${platform[2]}`] : [];
    }),
  libsql: (installed) =>
    namesIn(join(dirname(installed), "@libsql")).flatMap((name) => {
      const platform = /^(linux|darwin|win32)-(x64|arm64)/.exec(name);
      return platform ? [`${platform[1]}-${platform[2]}`] : [];
    }),
  sharp: (installed) =>
    namesIn(join(dirname(installed), "@img")).flatMap((name) => {
      const platform = /^sharp-(?!libvips)(\w+)-(\w+)$/.exec(name);
      return platform ? [`${platform[1].replace(/musl$/, "")}-${platform[2]}`] : [];
    }),
};

export function thisMachine(): string {
  return `${process.platform}-${process.arch}`;
}

/** As `linux-x64`; empty where there is no library in it. */
export function platformsOf(name: string, installed: string): readonly string[] {
  return Object.hasOwn(PLATFORMS_OF, name) ? PLATFORMS_OF[name](installed) : [thisMachine()];
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
