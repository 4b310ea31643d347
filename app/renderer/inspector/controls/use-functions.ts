// The functions an expression may call, asked for once.

import { useEffect, useState } from "react";
import type { Bridge } from "../../../bridge/bridge.ts";
import { useWorkspace } from "../../workspace.tsx";
import type { ExpressionFunction } from "../catalog-types.ts";

const NONE: readonly ExpressionFunction[] = [];
const known = new WeakMap<Bridge, Promise<readonly ExpressionFunction[]>>();

export function useFunctions(): readonly ExpressionFunction[] {
  const { bridge } = useWorkspace();
  const [functions, setFunctions] = useState(NONE);
  useEffect(() => {
    let gone = false;
    let asked = known.get(bridge);
    if (!asked) {
      asked = bridge.catalog.functions({}).then((reply) => reply.functions);
      known.set(bridge, asked);
      // Without them columns are still offered; the next field asks again.
      asked.catch(() => known.delete(bridge));
    }
    asked.then(
      (list) => void (gone || setFunctions(list)),
      () => {},
    );
    return () => void (gone = true);
  }, [bridge]);
  return functions;
}
