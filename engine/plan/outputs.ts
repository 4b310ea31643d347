// Files that a run would both read and write, or write twice: found before anything is lost.

import type { Issue } from "../document/issue.ts";
import { paramInfo } from "../sdk/params.ts";
import type { Files } from "../sdk/services.ts";
import { paramShape } from "./params.ts";
import type { PlannedNode } from "./types.ts";

interface FileUse {
  readonly node: string;
  readonly param: string;
  readonly path: string;
}

/** An issue for each output file that is also an input, or the output of another node. */
export function outputIssues(nodes: readonly PlannedNode[], files: Files): Issue[] {
  const written = nodes
    .filter((node) => node.definition.effects.includes("writes"))
    .flatMap((node) => fileUses(node, files));
  const read = nodes
    .filter((node) => !node.definition.effects.includes("writes"))
    .flatMap((node) => fileUses(node, files));
  return written.flatMap(({ node, param, path }, i): Issue[] => {
    const place = { severity: "error", node, path: `params.${param}`, got: path } as const;
    const source = read.find((use) => use.path === path);
    if (source) {
      return [
        {
          ...place,
          code: "OUTPUT_IS_INPUT",
          message: `The output is the file that "${source.node}" reads.`,
          expected: "another file",
          hint: "Choose another name for the output.",
        },
      ];
    }
    const twin = written.slice(0, i).find((use) => use.path === path);
    if (!twin) return [];
    const message = `"${twin.node}" writes the same file.`;
    return [
      {
        ...place,
        code: "OUTPUT_SHARED",
        message,
        expected: "a file of its own",
        hint: "Choose another name.",
      },
    ];
  });
}

function fileUses({ id, definition, params }: PlannedNode, files: Files): FileUse[] {
  return Object.entries(paramShape(definition)).flatMap(([param, schema]) => {
    const control = paramInfo.get(schema)?.control;
    const value = (params as Record<string, unknown>)[param];
    if ((control !== "file" && control !== "model") || typeof value !== "string" || value === "") return [];
    return [{ node: id, param, path: files.resolve(value) }];
  });
}
