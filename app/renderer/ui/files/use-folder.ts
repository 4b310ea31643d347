// What a folder holds, as the host lists it.

import { useEffect, useState } from "react";
import type { Bridge } from "../../../bridge/bridge.ts";
import type { Reply } from "../../../bridge/calls.ts";
import { failureOf } from "../../failure.ts";

export interface Folder {
  /** What was listed last; stays while the next one is on its way. */
  readonly listed: Reply<"file.list"> | null;
  readonly loading: boolean;
  readonly trouble: string | null;
}

const NOTHING: Folder = { listed: null, loading: true, trouble: null };

/** `session`: of the workflow that a relative path belongs to. */
export function useFolder(
  bridge: Bridge,
  path: string,
  extensions: readonly string[],
  session?: string,
): Folder {
  const [folder, setFolder] = useState<Folder>(NOTHING);
  const endings = extensions.join("|");
  useEffect(() => {
    let gone = false;
    setFolder((before) => ({ ...before, loading: true, trouble: null }));
    bridge.file.list({ path, session, extensions: endings === "" ? [] : endings.split("|") }).then(
      (listed) => void (gone || setFolder({ listed, loading: false, trouble: null })),
      (thrown: unknown) =>
        void (
          gone || setFolder((before) => ({ ...before, loading: false, trouble: failureOf(thrown).message }))
        ),
    );
    return () => void (gone = true);
  }, [bridge, path, endings, session]);
  return folder;
}
