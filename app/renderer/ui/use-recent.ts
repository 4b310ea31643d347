// Files opened before, newest first; null while they are being asked for.

import { useEffect, useState } from "react";
import type { Recent } from "../../bridge/shapes.ts";
import type { Shell } from "../shell.ts";

export function useRecent({ link: { bridge } }: Shell): readonly Recent[] | null {
  const [recent, setRecent] = useState<readonly Recent[] | null>(null);
  useEffect(() => {
    let gone = false;
    bridge.app.recent({}).then(
      ({ files }) => void (gone || setRecent(files)),
      // A list that cannot be had is no reason to stop anybody.
      () => void (gone || setRecent([])),
    );
    return () => void (gone = true);
  }, [bridge]);
  return recent;
}
