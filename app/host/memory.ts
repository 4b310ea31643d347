// What is remembered of a person's choices: recent files, texts that may run, files that a workflow may use, light or dark.

import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { schemeShape, type Recent, type Scheme } from "../bridge/shapes.ts";
import { JsonStore } from "./json-store.ts";
import { workflowName } from "./workflow-name.ts";

const MOST_RECENT = 20;
const MOST_TRUSTED = 2000;
const MOST_GRANTS = 500;

const recentShape = z.object({ path: z.string(), openedAt: z.number() });
const grantShape = z.object({ workflow: z.string(), allowed: z.array(z.string()) });

export class Memory {
  readonly #recent: JsonStore<z.output<typeof recentShape>>;
  readonly #trusted: JsonStore<string>;
  readonly #grants: JsonStore<z.output<typeof grantShape>>;
  /** One, or none. */
  readonly #scheme: JsonStore<Scheme>;

  constructor(folder: string) {
    this.#recent = new JsonStore(join(folder, "recent.json"), recentShape);
    this.#trusted = new JsonStore(join(folder, "trusted.json"), z.string());
    this.#scheme = new JsonStore(join(folder, "scheme.json"), schemeShape);
    this.#grants = new JsonStore(join(folder, "allowed.json"), grantShape);
  }

  /** The newest first. */
  async recent(): Promise<Recent[]> {
    const items = await this.#recent.read();
    return items.map(({ path, openedAt }) => ({
      path,
      openedAt,
      name: workflowName(path),
      exists: existsSync(path),
    }));
  }

  opened(path: string): Promise<void> {
    const item = { path, openedAt: Date.now() };
    return this.#recent.change((items) =>
      [item, ...items.filter((other) => other.path !== path)].slice(0, MOST_RECENT),
    );
  }

  async scheme(): Promise<Scheme | null> {
    return (await this.#scheme.read())[0] ?? null;
  }

  choose(scheme: Scheme): Promise<void> {
    return this.#scheme.change(() => [scheme]);
  }

  async isTrusted(hash: string): Promise<boolean> {
    return (await this.#trusted.read()).includes(hash);
  }

  trust(hash: string): Promise<void> {
    return this.#trusted.change((hashes) =>
      hashes[0] === hash
        ? hashes
        : [hash, ...hashes.filter((other) => other !== hash)].slice(0, MOST_TRUSTED),
    );
  }

  /** Files and folders that the person has let this workflow use. One without a file goes by its folder. */
  async allowed(workflow: string): Promise<readonly string[]> {
    return (await this.#grants.read()).find((grant) => grant.workflow === workflow)?.allowed ?? [];
  }

  /** Nothing is chosen for it any more: it is gone. */
  forget(workflow: string): Promise<void> {
    return this.#grants.change((grants) => {
      const others = grants.filter((grant) => grant.workflow !== workflow);
      return others.length === grants.length ? grants : others;
    });
  }

  allow(workflow: string, allowed: readonly string[]): Promise<void> {
    const grant = { workflow, allowed: [...allowed] };
    return this.#grants.change((grants) =>
      [grant, ...grants.filter((other) => other.workflow !== workflow)].slice(0, MOST_GRANTS),
    );
  }
}
