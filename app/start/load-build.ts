// How the built program is loaded: file by file, each with the code that was compiled for this Node when it was built.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

/** Below dist/: compiled code for one version of Node on one kind of machine. It fits no other. */
export const COMPILED_FOLDER = `compiled/${process.version}-${process.platform}-${process.arch}`;

/** What a file of `dist/chunks` is: one function, in ASCII. */
type Chunk = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  filename: string,
  dirname: string,
) => void;

/**
 * Loads a file of `dist/chunks`, and those it asks for. Where there is no compiled code for this Node, or V8 refuses it
 * (other flags, another version), V8 compiles the source: it is slower to start, and the same in everything else.
 */
export function loadBuild(dist: string, name: string, elsewhere: (id: string) => unknown): object {
  const folder = join(dist, "chunks");
  const compiled = join(dist, COMPILED_FOLDER);
  const loaded = new Map<string, { exports: object }>();
  const load = (file: string): object => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const filename = join(folder, file);
    const script = new Script(readFileSync(filename, "latin1"), {
      filename,
      cachedData: readIfThere(join(compiled, `${file}.bin`)),
    });
    const module = { exports: {} };
    // Before it runs: files that ask for each other find what there is so far.
    loaded.set(file, module);
    const chunk = script.runInThisContext() as Chunk;
    chunk(module.exports, ask, module, filename, folder);
    return module.exports;
  };
  const ask = (id: string) => (id.startsWith("./") ? load(id.slice(2)) : elsewhere(id));
  return load(name);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
