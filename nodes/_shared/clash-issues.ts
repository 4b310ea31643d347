// New columns whose names are taken already: an issue each, with a free name as the repair.

import type { Field, Schema } from "../../engine/frames/types.ts";
import type { NodeIssue } from "../../engine/sdk/node-definition.ts";

/**
 * `params[i]` is the param that names `added[i]`. With a param the repair sets it to a free name; without one (the name
 * is made of others) the issue says only what is wrong.
 */
export function clashIssues(
  schema: Schema,
  added: readonly Pick<Field, "name">[],
  params: readonly (string | undefined)[] = [],
): NodeIssue[] {
  const taken = new Set(schema.fields.map(({ name }) => name));
  return added.flatMap(({ name }, i): NodeIssue[] => {
    const clash = taken.has(name);
    taken.add(name);
    if (!clash) return [];
    const param = params[i];
    const free = freeName(name, taken);
    return [
      {
        code: "COLUMN_DUPLICATE",
        severity: "error",
        port: "out",
        ...(param !== undefined && { path: `params.${param}` }),
        message: `The new column would be called "${name}", and there is such a column already.`,
        expected: "a new name",
        got: name,
        hint: "Choose another name.",
        ...(param !== undefined && {
          fix: {
            label: `Call it "${free}"`,
            commands: [{ do: "set-param", id: "", param, value: free }],
          },
        }),
      },
    ];
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let n = 2; ; n++) if (!taken.has(`${name}_${n}`)) return `${name}_${n}`;
}
