// Files opened before.

import { Skeleton } from "@mantine/core";
import { FileText } from "lucide-react";
import type { Shell } from "../shell.ts";
import { startText as text } from "../strings/gallery.ts";
import { middle } from "../ui/format.ts";
import { useRecent } from "../ui/use-recent.ts";

const MOST = 8;
const LONGEST_PATH = 72;

export function RecentFiles({ shell }: { readonly shell: Shell }) {
  const recent = useRecent(shell);
  if (recent === null) return <Skeleton height={72} radius="md" aria-label={text.loading} />;
  if (recent.length === 0) return <p className="mr-recent-none">{text.noRecent}</p>;
  return (
    <ul className="mr-recent">
      {recent.slice(0, MOST).map(({ path, name, openedAt, exists }) => (
        <li key={path}>
          <button disabled={!exists} title={path} onClick={() => void shell.openPath(path)}>
            <FileText size={16} strokeWidth={1.75} aria-hidden />
            <span className="mr-recent-name">{name}</span>
            <span className="mr-recent-path">
              {exists ? middle(folderOf(path), LONGEST_PATH) : text.gone}
            </span>
            <span className="mr-recent-when mr-numbers">{new Date(openedAt).toLocaleDateString()}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "");
}
