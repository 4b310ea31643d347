// What lies over the editor: one thing at a time, and the file dialog above it.

import type { ComponentType } from "react";
import type { Shell } from "../shell.ts";
import type { UiState } from "../stores/ui.ts";
import { ExportOverlay } from "../export/export-overlay.tsx";
import { GalleryOverlay } from "../gallery/gallery-overlay.tsx";
import { LibraryOverlay } from "../library/library-overlay.tsx";
import { useUi } from "../workspace.tsx";
import { About } from "./overlays/about.tsx";
import { AddNode } from "./overlays/add-node.tsx";
import { CommandPalette } from "./overlays/command-palette.tsx";
import { FindNodes } from "./overlays/find-nodes.tsx";
import { Settings } from "./overlays/settings.tsx";
import { ShortcutSheet } from "./overlays/shortcut-sheet.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

const OVERLAYS: Readonly<Record<NonNullable<UiState["overlay"]>, ComponentType<{ shell: Shell }>>> = {
  "palette-search": CommandPalette,
  "add-node": AddNode,
  find: FindNodes,
  shortcuts: ShortcutSheet,
  settings: Settings,
  gallery: GalleryOverlay,
  about: About,
  export: ExportOverlay,
  library: LibraryOverlay,
};

export function Overlays({ shell }: { readonly shell: Shell }) {
  const overlay = useUi((state) => state.overlay);
  return overlay === null ? null : <Open overlay={overlay} shell={shell} />;
}

interface OpenProps {
  readonly overlay: NonNullable<UiState["overlay"]>;
  readonly shell: Shell;
}

function Open({ overlay, shell }: OpenProps) {
  useReturnFocus();
  const Overlay = OVERLAYS[overlay];
  return <Overlay shell={shell} />;
}
