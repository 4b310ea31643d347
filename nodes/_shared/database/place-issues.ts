// What is missing so that a database can be found, said while the node is set up.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";

interface Place {
  readonly system: string;
  readonly path: string;
  readonly host: string;
  readonly database: string;
  readonly user: string;
}

/** An issue for the first param that a database of that system cannot do without. */
export function placeIssues(place: Place): NodeIssue[] {
  const wanted =
    place.system === "postgresql"
      ? ([
          ["host", "name of the server's machine"],
          ["database", "name of the database"],
          ["user", "name of the user"],
        ] as const)
      : ([["path", "file of the database"]] as const);
  const missing = wanted.find(([param]) => place[param].trim() === "");
  if (!missing) return [];
  const [param, what] = missing;
  return [
    {
      code: "DATABASE_PLACE",
      severity: "error",
      path: `params.${param}`,
      message: `The ${what} is missing.`,
      expected: `the ${what}`,
      got: "nothing",
      hint: param === "path" ? "Choose a file." : "Ask whoever runs the database.",
    },
  ];
}
