// pipeline.mjs: configuration on top, then one call for each node in flow order, then the run.

import { DEFAULT_RESCUE, type NodeDocument } from "../../document/types.ts";
import { freshName, slug } from "../../document/slug.ts";
import type { Plan, PlannedEdge, PlannedNode } from "../../plan/types.ts";
import { oneLine } from "../one-line.ts";
import { Expression, isIdentifier, jsText, WIDTH } from "./js-text.ts";
import { camelCase, Names } from "./names.ts";
import { withFallback } from "./fallback.ts";
import { fallbackKey, fallbackModels, outsideSettings, type OutsideSetting } from "./outside.ts";
import { settingInFile } from "./params-file.ts";

/** Lines that one node may have in the program; longer params go to a file of their own. */
const MOST_LINES = 12;

export interface PipelineText {
  readonly text: string;
  /** Further files by their path: params that are too long to stand in the program. */
  readonly files: Readonly<Record<string, string>>;
}

export interface PipelineFacts {
  /** Name of the workflow file. */
  readonly workflow: string;
  readonly title: string;
  readonly millrace: string;
  /** Where models lie in the program's folder, by node and param: `node.param`. */
  readonly models: Readonly<Record<string, string>>;
}

export function pipelineText(plan: Plan, facts: PipelineFacts): PipelineText {
  const settings = outsideSettings(plan).map((setting) => ({
    ...setting,
    value: facts.models[`${setting.node}.${setting.param}`] ?? setting.value,
  }));
  const functions = [...new Set(plan.nodes.map(({ definition }) => camelCase(definition.kind)))];
  const writer = new NodeWriter(plan, settings, functions);
  const fallbacks = fallbackModels(plan).map((model) => ({
    ...model,
    value: facts.models[fallbackKey(model.node, model.param)] ?? model.value,
  }));
  const calls = plan.nodes.map((node) => writer.write(node, fallbacks));
  const imports = [
    ...(settings.length > 0 ? ["settings"] : []),
    ...(settings.some(({ isPath }) => isPath) ? ["path"] : []),
    ...(settings.some(({ isPath }) => !isPath) ? ["value"] : []),
    ...(Object.keys(writer.files).length > 0 ? ["fromFile"] : []),
    ...functions,
    "run",
  ];
  const parts = [
    `// ${oneLine(facts.title)}`,
    `// Made by Millrace ${facts.millrace} from ${oneLine(facts.workflow)}. It is yours to change; README.md tells how to run it.`,
    "",
    importText(imports),
    ...(settings.length > 0 ? ["", ...configText(settings)] : []),
    ...calls.flatMap((call) => ["", call]),
    "",
    "await run(import.meta);",
    "",
  ];
  return { text: parts.join("\n"), files: writer.files };
}

function importText(names: readonly string[]): string {
  const line = `import { ${names.join(", ")} } from "./runtime/index.cjs";`;
  if (line.length <= 110) return line;
  return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "./runtime/index.cjs";`;
}

function configText(settings: readonly OutsideSetting[]): string[] {
  const lines = settings.map(({ name, value, help, isPath }) => {
    const text = `${JSON.stringify(value)}, ${JSON.stringify(help)}`;
    return `  ${name}: ${isPath ? "path" : "value"}(${text}),`;
  });
  return [
    "// What can be set from outside, by flag or environment variable: node pipeline.mjs --help",
    "const config = settings({",
    ...lines,
    "});",
  ];
}

class NodeWriter {
  readonly files: Record<string, string> = {};
  readonly #plan: Plan;
  readonly #settings: readonly OutsideSetting[];
  readonly #variables: Names;
  readonly #variableOf = new Map<string, string>();
  /** Ids that the program gives by itself, from the titles so far. */
  readonly #ids = new Set<string>();

  constructor(plan: Plan, settings: readonly OutsideSetting[], functions: readonly string[]) {
    this.#plan = plan;
    this.#settings = settings;
    this.#variables = new Names(functions);
  }

  write(node: PlannedNode, fallbacks: ReturnType<typeof fallbackModels>): string {
    const { title, definition } = node;
    const document = this.#plan.document.nodes.find(({ id }) => id === node.id)!;
    const variable = this.#variables.take(camelCase(node.id));
    this.#variableOf.set(node.id, variable);
    const isSource = Object.keys(definition.inputs).length === 0;
    const needed = this.#plan.edges.some(({ from }) => from === node.id);
    const head = `${needed ? `const ${variable} = ` : ""}${camelCase(definition.kind)}(`;
    const inputs = isSource ? [] : [this.#inputs(node)];
    const own = fallbacks.filter((model) => model.node === node.id);
    const places = Object.fromEntries(own.map(({ param, value }) => [param, value]));
    const options = this.#options(node, withFallback(document, places));
    const params = this.#params(node.id, document.params, (name) => new Expression(`config.${name}`));
    const comment = `// ${oneLine(definition.summary)}`;
    const call = (given: unknown) => callText(head, [title, ...inputs, given, ...options]);
    const text = `${comment}\n${call(params)}`;
    if (text.split("\n").length <= MOST_LINES) return text;
    return `${comment}\n${call(this.#inFile(node.id, document.params))}`;
  }

  /** Params with settings in the place of their values, as `put` has them. */
  #params(
    id: string,
    params: Readonly<Record<string, unknown>>,
    put: (name: string) => unknown,
  ): Readonly<Record<string, unknown>> {
    const settings = this.#settings.filter(({ node }) => node === id);
    return Object.fromEntries(
      Object.entries(params).map(([param, value]) => {
        const own = settings.filter((setting) => setting.param === param);
        const whole = own.find(({ entry }) => !entry);
        return [param, whole ? new Expression(`config.${whole.name}`) : withEntries(value, own, put)];
      }),
    );
  }

  #inFile(id: string, params: Readonly<Record<string, unknown>>): Expression {
    const path = `params/${id}.json`;
    const entries = Object.entries(this.#params(id, params, settingInFile));
    const fixed = entries.filter(([, value]) => !(value instanceof Expression));
    this.files[path] = `${JSON.stringify(Object.fromEntries(fixed), null, 2)}\n`;
    const set = entries.filter(([, value]) => value instanceof Expression);
    const names = this.#settings.some(({ node, entry }) => node === id && entry) ? ", config" : "";
    const load = `fromFile(${JSON.stringify(path)}${names})`;
    if (set.length === 0) return new Expression(load);
    return new Expression(`{ ...${load}, ${jsText(Object.fromEntries(set)).slice(2, -2)} }`);
  }

  #inputs({ id, definition }: PlannedNode): unknown {
    const wires = this.#plan.edges.filter(({ to }) => to === id).toSorted((a, b) => a.wire - b.wire);
    const ports = Object.keys(definition.inputs);
    const of = (port: string) => {
      const outputs = wires.filter(({ toPort }) => toPort === port).map((edge) => this.#output(edge));
      return outputs.length > 1 ? outputs : (outputs[0] ?? null);
    };
    if (wires.every(({ toPort }) => toPort === ports[0])) return of(ports[0]);
    return Object.fromEntries(ports.map((port) => [port, of(port)]));
  }

  #output({ from, fromPort }: PlannedEdge): Expression {
    const variable = this.#variableOf.get(from)!;
    if (fromPort === "out") return new Expression(variable);
    return new Expression(
      isIdentifier(fromPort) ? `${variable}.${fromPort}` : `${variable}[${JSON.stringify(fromPort)}]`,
    );
  }

  /** What is not as the title and the usual rescue have it. */
  #options({ id, title }: PlannedNode, { rescue }: NodeDocument): readonly unknown[] {
    const usual = freshName(slug(title), this.#ids);
    this.#ids.add(id);
    const changed = Object.entries(rescue ?? {}).filter(
      ([name, value]) => value !== DEFAULT_RESCUE[name as keyof typeof DEFAULT_RESCUE],
    );
    const options = {
      ...(usual !== id && { id }),
      ...(changed.length > 0 && { rescue: Object.fromEntries(changed) }),
    };
    return Object.keys(options).length > 0 ? [options] : [];
  }
}

/** A list with settings in the place of what its entries have. */
function withEntries(
  value: unknown,
  settings: readonly OutsideSetting[],
  put: (name: string) => unknown,
): unknown {
  if (settings.length === 0) return value;
  const entries = [...(value as readonly Readonly<Record<string, unknown>>[])];
  for (const { name, entry } of settings)
    if (entry) entries[entry[0]] = { ...entries[entry[0]], [entry[1]]: put(name) };
  return entries;
}

/** As a formatter would write it: on one line, else the last argument opened at its end, else one argument a line. */
function callText(head: string, args: readonly unknown[]): string {
  const line = `${head}${args.map((arg) => jsText(arg, 0, -Infinity)).join(", ")});`;
  if (line.length <= WIDTH) return line;
  const before = args.slice(0, -1).map((arg) => jsText(arg, 0, -Infinity));
  const opened = jsText(args.at(-1), 0, Infinity);
  const first = `${head}${[...before, ""].join(", ")}`;
  if (args.at(-2) === undefined || !isPlain(args.at(-2))) {
    if (opened.includes("\n") && first.length < WIDTH) return `${first}${opened});`;
  }
  return `${head}\n${args.map((arg) => `  ${jsText(arg, 2)},\n`).join("")});`;
}

/** Params, which are followed by options here: opened at the end they would be hard to see. */
function isPlain(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Expression)
  );
}
