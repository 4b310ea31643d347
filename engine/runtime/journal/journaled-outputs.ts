// The files that a run with a journal writes: each can say how far it is, and goes on where a run before left it.

import { partOf } from "../../host/output-target.ts";
import type { Files, FileWriter } from "../../sdk/services.ts";
import { ComparedWriter } from "./compared-writer.ts";
import type { FoundOutput } from "./found-outputs.ts";
import { sampledSum } from "./sampled-sum.ts";
import type { JournalMode, OutputMark } from "./records.ts";

interface OpenOutput {
  readonly node: string;
  readonly path: string;
  readonly writer: FileWriter;
}

export class JournaledOutputs {
  readonly #mode: JournalMode;
  /** What a run before left, until a node takes it up. */
  readonly #found: Map<string, FoundOutput>;
  /** Files that are begun and have not taken their place. */
  readonly #open = new Set<OpenOutput>();

  constructor(mode: JournalMode, found: readonly FoundOutput[]) {
    this.#mode = mode;
    this.#found = new Map(found.map((output) => [keyOf(output), output]));
  }

  /** The files as a node gets them. */
  of(node: string, files: Files): Files {
    return { ...files, create: (path) => this.#create(node, path, files) };
  }

  /** How far each file has been written, those aside that are only going to be begun. */
  marks(): readonly OutputMark[] {
    const written = [...this.#open].map(({ node, path, writer }) => ({ node, path, ...writer.mark!() }));
    // What no node has taken up yet is still there.
    const left = [...this.#found.values()].map(({ node, path, bytes, sum }) => ({ node, path, bytes, sum }));
    return [...left, ...written];
  }

  async synced(): Promise<void> {
    await Promise.all([...this.#open].map(({ writer }) => writer.synced!()));
  }

  /** What a run before left is of no use: everything is written anew. */
  forget(): void {
    this.#found.clear();
    this.#open.clear();
  }

  #create(node: string, path: string, files: Files): FileWriter {
    const absolute = files.resolve(path);
    const key = keyOf({ node, path: absolute });
    const found = this.#found.get(key);
    this.#found.delete(key);
    const sum = sampledSum;
    // Whatever writes a file again that is in its place writes the same; a node that goes on has nothing to add.
    if (found?.is === "placed" && this.#mode === "snapshots") return placed(absolute);
    if (!found || found.is === "placed")
      return this.#watched(node, absolute, files.create(path, { sum }), false);
    const behind = { bytes: found.bytes, sum: found.sum };
    const rest = files.create(path, { sum, behind });
    const writer =
      this.#mode === "snapshots"
        ? rest
        : new ComparedWriter(rest, behind, () => files.open(partOf(absolute)));
    return this.#watched(node, absolute, writer, true);
  }

  #watched(node: string, path: string, writer: FileWriter, isBegun: boolean): FileWriter {
    const own: OpenOutput = { node, path, writer };
    const begin = () => void this.#open.add(own);
    const end = () => void this.#open.delete(own);
    if (isBegun) begin();
    return {
      path: writer.path,
      get bytesWritten() {
        return writer.bytesWritten;
      },
      open: () => {
        begin();
        return writer.open();
      },
      write: (bytes, written) => {
        begin();
        return writer.write(bytes, written);
      },
      commit: async () => {
        end();
        await writer.commit();
      },
      abandon: async () => {
        end();
        await writer.abandon();
      },
    };
  }
}

/** Of a file that has taken its place already. */
function placed(path: string): FileWriter {
  return { path, bytesWritten: 0, open: nothing, write: refuse, commit: nothing, abandon: nothing };
}

const nothing = async () => {};

function refuse(): never {
  throw new Error("Something is written to a file that is in its place.");
}

function keyOf({ node, path }: { readonly node: string; readonly path: string }): string {
  return `${node} ${path}`;
}
