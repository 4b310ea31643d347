// Which files did somebody look at, and are they still as they were? For results that are kept while nothing changes.

import { MillraceError } from "../sdk/errors.ts";
import type { Files, HostServices, Models } from "../sdk/services.ts";

/** Notes every file and folder that its `host` is asked for, as it was just before. */
export class FileTrace {
  /** The services with notes taken. */
  readonly host: HostServices;
  readonly #files: Files;
  /** What there was at a path: size, time, identity. */
  readonly #stamps = new Map<string, string>();
  /** Names in a folder, by `[folder, recursive]` as JSON. */
  readonly #lists = new Map<string, string>();

  constructor(host: HostServices) {
    this.#files = host.files;
    this.host = { ...host, files: this.#tracedFiles(), models: this.#tracedModels(host.models) };
  }

  /** Whether all of them are as they were. */
  async isCurrent(): Promise<boolean> {
    for (const [path, stamp] of this.#stamps) if ((await this.#stampOf(path)) !== stamp) return false;
    for (const [key, names] of this.#lists) if ((await this.#namesIn(key)) !== names) return false;
    return true;
  }

  async #note(path: string): Promise<void> {
    if (!this.#stamps.has(path)) this.#stamps.set(path, await this.#stampOf(path));
  }

  async #stampOf(path: string): Promise<string> {
    try {
      const found = await this.#files.stat(path);
      return found ? `${found.size} ${found.modifiedMs} ${found.id ?? ""}` : "";
    } catch (thrown) {
      return thrown instanceof MillraceError ? thrown.code : String(thrown);
    }
  }

  async #namesIn(key: string): Promise<string> {
    const [folder, recursive] = JSON.parse(key) as [string, boolean];
    try {
      return JSON.stringify(await this.#files.list(folder, { recursive }));
    } catch (thrown) {
      return thrown instanceof MillraceError ? thrown.code : String(thrown);
    }
  }

  #tracedFiles(): Files {
    const files = this.#files;
    const noted = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
      await this.#note(path);
      return work();
    };
    return {
      ...files,
      stat: (path) => noted(path, () => files.stat(path)),
      readAll: (path, signal, maxBytes) => noted(path, () => files.readAll(path, signal, maxBytes)),
      open: (path) => noted(path, () => files.open(path)),
      list: async (folder, options = {}) => {
        const key = JSON.stringify([folder, options.recursive ?? false]);
        this.#lists.set(key, await this.#namesIn(key));
        return files.list(folder, options);
      },
    };
  }

  #tracedModels(models: Models): Models {
    return {
      describe: async (path, signal) => {
        await this.#note(path);
        const facts = await models.describe(path, signal);
        for (const other of facts.external ?? []) await this.#note(other);
        return facts;
      },
      open: async (path, options) => {
        await this.#note(path);
        return models.open(path, options);
      },
    };
  }
}
