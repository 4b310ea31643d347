// A host on a folder of its own, with engines and a time that the test plays: what the tests of app/host begin with.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { EventName } from "../../app/bridge/calls.ts";
import { createHost, type Host } from "../../app/host/host.ts";
import type { HostWindow } from "../../app/host/host-window.ts";
import { FakeLater, fakeEngines, settled, type FakeEngines } from "./fake-engines.ts";

/** A workflow that lies in the folder. */
export const FLOW = "work/flow.millrace.json";
export const TEXT = '{"format":"millrace","version":1,"nodes":[],"edges":[]}\n';
/** Another text that says the same. */
export const OTHER = '{"format":"millrace","version":1,"nodes":[],"edges":[],"view":{}}\n';

export const command = (id: string) => ({ do: "remove-node", node: id }) as never;

export class HostUnderTest {
  folder = "";
  engines: FakeEngines = fakeEngines();
  time = new FakeLater();
  host!: Host;
  window!: HostWindow;
  /** What `window` was told. */
  events: { readonly name: string; readonly event: unknown }[] = [];

  /** A host in the place of the one before; `answers` as of `fakeEngines`. */
  readonly begin = async (answers: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    await (this.host as Host | undefined)?.close();
    this.engines = fakeEngines(answers);
    this.time = new FakeLater();
    this.host = createHost({
      kind: "web",
      version: "0",
      templates: this.path("templates"),
      documents: this.path("documents"),
      appData: this.path("app-data"),
      startEngine: this.engines.start,
      later: this.time.later,
    });
    // As a page that goes on when its host is another.
    this.window = this.host.connect({}, { page: "page", before: [] });
    this.events = [];
    this.window.listen((name, event) => this.events.push({ name, event }));
    await settled();
  };

  /** The editor is killed and started again: nothing was closed by its person. */
  readonly kill = (): Promise<void> => this.begin();

  readonly path = (name: string): string => join(this.folder, name);

  readonly open = (by = this.window, file = FLOW) => by.handlers["document.open"]({ path: this.path(file) });

  /** As a page does that was loaded anew and shows what the one before it showed. */
  readonly openAgain = (by: HostWindow, file = FLOW) =>
    by.handlers["document.open"]({ path: this.path(file), again: true });

  readonly save = (session: string, text: string, more: object = {}, by = this.window) =>
    by.handlers["document.save"]({ session, text, ...more });

  readonly journal = (session: string, ids: readonly string[], by = this.window) =>
    by.handlers["document.journal"]({ session, commands: ids.map(command) });

  readonly told = (name: EventName): unknown[] =>
    this.events.filter((item) => item.name === name).map(({ event }) => event);
}

/** The next event of a name. */
export function nextEvent(of: HostWindow, wanted: EventName): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = of.listen((name, event) => {
      if (name !== wanted) return;
      stop();
      resolve(event);
    });
  });
}

/** Begins a host before each test of the file, and ends it after. */
export function hostUnderTest(): HostUnderTest {
  const at = new HostUnderTest();
  beforeEach(async () => {
    at.folder = await mkdtemp(join(tmpdir(), "millrace-host-"));
    await mkdir(at.path("work"));
    await writeFile(at.path(FLOW), TEXT);
    await at.begin();
  });
  afterEach(async () => {
    await at.host.close();
    await rm(at.folder, { recursive: true });
  });
  return at;
}
