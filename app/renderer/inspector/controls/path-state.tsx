// Whether the file or folder of a path is there, as one quiet line under the field.

import { Check, CircleAlert } from "lucide-react";
import { useContext, useEffect, useState } from "react";
import { isReference } from "../../../../engine/document/model-reference.ts";
import { folderOf } from "../../../../engine/document/paths.ts";
import { failureOf } from "../../failure.ts";
import { libraryText } from "../../strings/library.ts";
import { words } from "../../strings/inspector.ts";
import { bytes } from "../../ui/format.ts";
import { useDocument, useWorkspace } from "../../workspace.tsx";
import { isAtParam, IssuesContext } from "../node/field-issues.ts";

interface Props {
  readonly param: string;
  readonly path: string;
  readonly folder: boolean;
  /** A file may stand in the place of the folder. */
  readonly orFile?: boolean;
  readonly mayBeNew: boolean;
}

interface Judged {
  readonly good: boolean;
  readonly text: string;
  /** Of a failure: an issue with the same code says it in full. */
  readonly code?: string;
}

interface Found extends Judged {
  readonly path: string;
}

/** The issue offers to make the folder. */
const NO_PLACE: Judged = { good: false, code: "FOLDER_MISSING", text: words.noPlace };

/** Typing asks once it pauses. */
const PAUSE_MS = 150;

export function PathState({ param, path, folder, orFile = false, mayBeNew }: Props) {
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
        return isPlaceThere ? judge(stat, asFolder, mayBeNew) : NO_PLACE;
      };
      look().then(
        (judged) => void (gone || setFound({ path, ...judged })),
        (thrown: unknown) => {
          const { code, message, hint = "" } = failureOf(thrown);
          if (!gone) setFound({ path, good: false, code, text: `${message} ${hint}`.trimEnd() });
        },
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [bridge, session, path, folder, orFile, mayBeNew, looked]);
  const issues = useContext(IssuesContext);
  const isSaid = issues.some((issue) => isAtParam(issue, param) && issue.code === found?.code);
  // Of a path that is not named nothing will be said: it takes no room.
  if (path === "") return null;
  if (!found || isSaid) return <p className="mr-path-state" aria-live="polite" />;
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

function judge(stat: Stat, folder: boolean, mayBeNew: boolean): Judged {
  if (!stat.exists) {
    if (mayBeNew) return { good: true, text: folder ? words.newFolder : words.newFile };
    return { good: false, text: folder ? words.missingFolder : words.missingFile };
  }
  if (stat.isFolder !== folder) return { good: false, text: folder ? words.notFolder : words.notFile };
  return { good: true, text: folder ? words.foundFolder : words.foundFile(bytes(stat.size)) };
}
