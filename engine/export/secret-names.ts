// Which secrets does a workflow ask for? By the names of the environment variables that hold them.

import { paramShape } from "../plan/params.ts";
import type { Plan } from "../plan/types.ts";
import { infoOf } from "../sdk/params.ts";
import { paramsOf } from "./script/outside.ts";

export function secretNames(plan: Plan): readonly string[] {
  const names = plan.nodes.flatMap(({ id, definition }) => {
    const params = paramsOf(plan, id);
    const secrets = Object.entries(paramShape(definition)).filter(
      ([, schema]) => infoOf(schema)?.control === "secret",
    );
    return secrets.map(([param]) => params[param]);
  });
  const given = names.filter((name): name is string => typeof name === "string" && name !== "");
  return [...new Set(given)].toSorted();
}
