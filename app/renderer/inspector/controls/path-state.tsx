// Whether the file or folder of a path is there, as one quiet line under the field.

import { Check, CircleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { isReference } from "../../../../engine/document/model-reference.ts";
import { folderOf } from "../../../../engine/document/paths.ts";
import { failureOf } from "../../failure.ts";
import { libraryText } from "../../strings/library.ts";
import { words } from "../../strings/inspector.ts";
import { bytes } from "../../ui/format.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";

interface Props {
  readonly path: string;
  readonly folder: boolean;
  /** A file may stand in the place of the folder. */
  readonly orFile?: boolean;
  readonly mayBeNew: boolean;
}

type Found = { readonly path: string; readonly good: boolean; readonly text: string };

/** Typing asks once it pauses. */
const PAUSE_MS = 150;

export function PathState({ path, folder, orFile = false, mayBeNew }: Props) {
  const { bridge } = useWorkspace();
  const session = useDocument((state) => state.session);
  const looked = useDocument((state) => state.looked);
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (path === "") return;
    let gone = false;
    const timer = setTimeout(() => {
      const look = async () => {
        const stat = await bridge.file.stat({ session, path });
        if (isReference(path))
          return stat.exists
            ? { good: true, text: libraryText.inLibrary(bytes(stat.size)) }
            : { good: false, text: libraryText.notInLibrary };
        // A folder that is written into is made, with those on the way to it.
        const place = !stat.exists && mayBeNew && !folder ? folderOf(path) : "";
        const isPlaceThere = place === "" || (await bridge.file.stat({ session, path: place })).isFolder;
        const asFolder = orFile && stat.exists ? stat.isFolder : folder;
        return isPlaceThere ? judge(stat, asFolder, mayBeNew) : { good: false, text: words.noPlace };
      };
      look().then(
        (judged) => void (gone || setFound({ path, ...judged })),
        // One that may not be looked at is an issue of the node as a whole, which stands further down.
        (thrown: unknown) => {
          const { message, hint = "" } = failureOf(thrown);
          if (!gone) setFound({ path, good: false, text: `${message} ${hint}`.trimEnd() });
        },
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [bridge, session, path, folder, orFile, mayBeNew, looked]);
  if (path === "" || !found) return <p className="mr-path-state" aria-live="polite" />;
  const Icon = found.good ? Check : CircleAlert;
  return (
    <p className="mr-path-state" data-good={found.good} data-old={found.path !== path} aria-live="polite">
      <Icon size={12} aria-hidden /> {found.text}
    </p>
  );
}

interface Stat {
  readonly exists: boolean;
  readonly isFolder: boolean;
  readonly size: number;
}

function judge(stat: Stat, folder: boolean, mayBeNew: boolean): { good: boolean; text: string } {
  if (!stat.exists) {
    if (mayBeNew) return { good: true, text: folder ? words.newFolder : words.newFile };
    return { good: false, text: folder ? words.missingFolder : words.missingFile };
  }
  if (stat.isFolder !== folder) return { good: false, text: folder ? words.notFolder : words.notFile };
  return { good: true, text: folder ? words.foundFolder : words.foundFile(bytes(stat.size)) };
}
