// Files in folders that unfold, with their sizes.

import { File, Folder } from "lucide-react";
import { exportText as text } from "../strings/export.ts";
import { bytes } from "../ui/format.ts";
import type { TreeFolder } from "./file-tree.ts";

export function FileTree({ tree }: { readonly tree: TreeFolder }) {
  return (
    <ul className="mr-export-files">
      {tree.folders.map((folder) => (
        <li key={folder.name}>
          <details>
            <summary>
              <Folder size={13} aria-hidden />
              <span title={folder.name}>{folder.name}</span>
              <span className="mr-export-soft mr-numbers">{text.folderSize(folder.count, folder.size)}</span>
            </summary>
            <FileTree tree={folder} />
          </details>
        </li>
      ))}
      {tree.files.map(({ name, size }) => (
        <li key={name} className="mr-export-file">
          <File size={13} aria-hidden />
          <span title={name}>{name}</span>
          <span className="mr-export-soft mr-numbers">{bytes(size)}</span>
        </li>
      ))}
    </ul>
  );
}
