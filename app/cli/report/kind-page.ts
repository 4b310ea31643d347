// The page that `millrace nodes KIND` prints: what the kind does, its ports, its params, and how it stands in a file.

import type { KindDescription, ParamDescription } from "../../../engine/catalog/describe.ts";
import type { PortMap } from "../../../engine/sdk/ports.ts";
import { plainValue, sampleValue, typeWords } from "./param-words.ts";

const INDENT = "    ";

/** The lines of the page, none longer than `width`. */
export function kindPage(kind: KindDescription, width: number): string[] {
  const { params, inputs, outputs, dynamicOutputs } = kind;
  return [
    `${kind.kind}: ${kind.title}`,
    ...wrap(kind.summary, "  ", width),
    "",
    `inputs   ${ports(inputs) || "none: it is a source"}`,
    `outputs  ${ports(outputs)}${dynamicOutputs ? "; more by its params" : ""}`,
    ...traits(kind),
    "",
    "params",
    ...params.flatMap((param) => paramLines(param, width)),
    "",
    "in a workflow file",
    `  ${JSON.stringify(exampleNode(kind))}`,
    ...settingLines(kind),
  ];
}

function ports(map: PortMap): string {
  return Object.entries(map)
    .map(([name, { many, title }]) => {
      const words = title?.toLowerCase();
      const note = [words !== name && words, many && "takes several wires"].filter(Boolean).join(", ");
      return note ? `${name} (${note})` : name;
    })
    .join(", ");
}

function traits({ effects, canFit }: KindDescription): string[] {
  const words = [...effects, ...(canFit ? ["learns from data: millrace fit"] : [])];
  return words.length > 0 ? [`does     ${words.join(", ")}`] : [];
}

function paramLines(param: ParamDescription, width: number): string[] {
  const { name, help, labels, required, visibleWhen, fitted, example } = param;
  const notes = [
    required ? "required" : `default ${plainValue(param.default)}`,
    ...(fitted ? ["learned by fit"] : []),
    ...(visibleWhen ? [`where ${visibleWhen.param} is ${visibleWhen.oneOf.join(" or ")}`] : []),
  ];
  return [
    ...wrap(`${name}: ${typeWords(param)}; ${notes.join("; ")}`, "  ", width),
    ...wrap(help, INDENT, width),
    ...(example === undefined ? [] : [`${INDENT}e.g. ${JSON.stringify(example)}`]),
    ...Object.entries(labels ?? {})
      .filter(([value, label]) => label.toLowerCase() !== value.replaceAll("-", " "))
      .flatMap(([value, label]) => wrap(`${value}: ${label}`, INDENT, width)),
  ];
}

/** With the params that must be set. Where none must, with the first one, and with those of which the kind gives an example. */
function exampleNode({ kind, version, title, params }: KindDescription) {
  const needed = params.filter(({ required }) => required);
  const first = telling(params);
  const shown =
    needed.length > 0 ? needed : params.filter((param) => param === first || param.example !== undefined);
  return {
    id: kind,
    kind,
    version,
    title,
    params: Object.fromEntries(shown.map((param) => [param.name, sampleValue(param)])),
  };
}

/** The first param whose sample says something: one that is set to its default changes nothing. */
function telling(params: readonly ParamDescription[]): ParamDescription | undefined {
  const differs = (param: ParamDescription) =>
    JSON.stringify(sampleValue(param)) !== JSON.stringify(param.default);
  return params.find(differs) ?? params.at(0);
}

function settingLines({ kind, params }: KindDescription): string[] {
  const param = telling(params);
  if (!param) return [];
  const value = sampleValue(param);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const setting = `${kind}.${param.name}=${text}`;
  const quoted = /^[\w.=/-]+$/.test(setting) ? setting : `'${setting}'`;
  return ["", "for one run", `  millrace run FLOW --set ${quoted}`];
}

function wrap(text: string, indent: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      // What goes on stands deeper than what begins.
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
