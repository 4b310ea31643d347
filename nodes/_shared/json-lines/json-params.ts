// The parameter that only sources of JSON lines have.

import { choice, type ParamInfo } from "../../../engine/sdk/params.ts";

/** `shown` says when it is of use. */
export function nestedParam(shown: Pick<ParamInfo, "visibleWhen"> = {}) {
  return {
    nested: choice(["columns", "text"], {
      ...shown,
      title: "Objects inside",
      help: "What becomes of an object in a row: a column for each of its keys, such as address.city, or its JSON as text. Lists are text.",
      labels: { columns: "Columns", text: "JSON as text" },
      default: "columns",
    }),
  };
}
