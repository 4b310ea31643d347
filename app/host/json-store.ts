// A small list that is kept between starts, as JSON. What cannot be read is as good as empty: nothing in it is irreplaceable.

import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod/mini";

export class JsonStore<T> {
  readonly #path: string;
  readonly #shape: z.ZodMiniType<T[]>;
  /** Changes follow each other; each reads what other programs have written meanwhile. */
  #changes: Promise<void> = Promise.resolve();

  constructor(path: string, item: z.ZodMiniType<T>) {
    this.#path = path;
    this.#shape = z.array(item);
  }

  async read(): Promise<readonly T[]> {
    await this.#changes;
    return this.#load();
  }

  change(edit: (items: readonly T[]) => readonly T[]): Promise<void> {
    const change = this.#changes.then(async () => {
      const before = await this.#load();
      const after = edit(before);
      if (after !== before) await this.#write(after);
    });
    this.#changes = change.catch(() => {});
    return change;
  }

  async #load(): Promise<readonly T[]> {
    try {
      return this.#shape.parse(JSON.parse(await readFile(this.#path, "utf8")));
    } catch {
      return [];
    }
  }

  async #write(items: readonly T[]): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const beside = `${this.#path}.${process.pid}`;
    await writeFile(beside, `${JSON.stringify(items, null, 1)}\n`);
    await rename(beside, this.#path);
  }
}
