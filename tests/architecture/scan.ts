// Finds what a TypeScript file imports (statically, dynamically, by require, as types only) and holds it against a table.

import { builtinModules } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import { FREE, LAYERS, type Layer } from "./layers.ts";

export interface Import {
  readonly line: number;
  readonly specifier: string;
}

/** Every module a source text names. An import() whose argument is no literal is reported as `?`. */
export function importsOf(file: string, text: string): Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ line, specifier: specifier && ts.isStringLiteralLike(specifier) ? specifier.text : "?" });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node, node.moduleSpecifier);
    else if (ts.isImportTypeNode(node))
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, node.moduleReference.expression);
    } else if (ts.isCallExpression(node)) {
      const { expression } = node;
      const isRequire = ts.isIdentifier(expression) && /^require/.test(expression.text);
      if (expression.kind === ts.SyntaxKind.ImportKeyword || isRequire) add(node, node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What a file imports against the table, as sentences; empty when all is well. */
export function violations(file: string, text: string, layers: readonly Layer[] = LAYERS): string[] {
  if (FREE.some((pattern) => pattern.test(file))) return [];
  const layer = layerOf(file, layers);
  if (!layer) return [`${file} lies in a folder that the table does not list`];
  return importsOf(file, text)
    .filter(({ specifier }) => !allowed(file, layer, specifier, layers))
    .map(({ line, specifier }) => `${file}:${line} (${layer.folder}) may not import ${specifier}`);
}

function allowed(file: string, layer: Layer, specifier: string, layers: readonly Layer[]): boolean {
  if (!specifier.startsWith(".")) return allowedPackage(file, layer, specifier);
  const target = posix.join(posix.dirname(file), specifier);
  if (target === "package.json") return ["app/cli", "app/engine-process"].includes(layer.folder);
  if (target.startsWith("..")) return false;
  const targetLayer = layerOf(target, layers);
  if (!targetLayer) return false;
  if (layer.isolated !== undefined && sameOrBelow(target, layer.folder))
    return worldOf(file, layer) === worldOf(target, layer);
  // The registry is the one place that knows every kind.
  if (file === "nodes/index.ts") return sameOrBelow(target, "nodes") || sameOrBelow(target, "engine/sdk");
  return targetLayer.folder === layer.folder || layer.layers.some((folder) => sameOrBelow(target, folder));
}

function allowedPackage(file: string, layer: Layer, specifier: string): boolean {
  const builtin = specifier.startsWith("node:") || builtinModules.includes(specifier);
  const name = specifier.startsWith("@")
    ? specifier.split("/").slice(0, 2).join("/")
    : specifier.split("/")[0];
  const packages = [...layer.packages, ...(layer.files?.[file] ?? [])];
  return packages.includes(name) || packages.includes(specifier) || (builtin && packages.includes("node:*"));
}

function layerOf(file: string, layers: readonly Layer[]): Layer | undefined {
  const fits = layers.filter(({ folder }) => sameOrBelow(file, folder));
  return fits.sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** The folder directly below the layer that a file lies in. */
function worldOf(file: string, layer: Layer): string {
  return file.slice(layer.folder.length + 1).split("/")[0];
}

function sameOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
