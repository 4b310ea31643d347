// Actions on what is seen: zoom, panels, focus, light and dark.

import { actionText as text } from "../strings/actions.ts";
import { scrollPans, type Panels } from "../stores/ui.ts";
import type { Workspace } from "../workspace.tsx";
import type { Action } from "./action.ts";
import { hasThings, selectionOf } from "./can.ts";
import { focusRegion } from "./regions.ts";

const ZOOM_STEP = 1.25;

function panel(name: "palette" | "inspector" | "dock" | "minimap", key: string, divided = false): Action {
  return {
    id: `view.${name}`,
    group: "View",
    title: text[name],
    keys: [key],
    canvasOnly: true,
    divided,
    checked: ({ ui }) => ui.getState().panels[name],
    run: ({ ui }) => {
      const { panels, focusMode } = ui.getState();
      // Whoever asks for a panel in focus mode wants to see it.
      const shown = focusMode || !panels[name];
      ui.setState({ focusMode: false, panels: { ...panels, [name]: shown } satisfies Panels });
    },
  };
}

const SCHEMES = { light: "dark", dark: "light", auto: "dark" } as const;

function nextScheme({ ui }: Workspace): void {
  const { scheme } = ui.getState();
  const isDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  ui.setState({ scheme: scheme === "auto" && isDark ? "light" : SCHEMES[scheme] });
}

export const VIEW_ACTIONS: readonly Action[] = [
  {
    id: "view.fit",
    group: "View",
    title: text.fit,
    keys: ["1"],
    canvasOnly: true,
    run: ({ canvas }) => canvas.current?.fit(),
  },
  {
    id: "view.fitSelection",
    group: "View",
    title: text.fitSelection,
    keys: ["."],
    canvasOnly: true,
    enabled: hasThings,
    run: (workspace) => workspace.canvas.current?.fit(selectionOf(workspace).nodes),
  },
  {
    id: "view.zoom100",
    group: "View",
    title: text.zoom100,
    keys: ["0"],
    canvasOnly: true,
    run: ({ canvas }) => canvas.current?.zoomTo(1),
  },
  {
    id: "view.zoomIn",
    group: "View",
    title: text.zoomIn,
    keys: ["Mod+=", "Mod+Plus"],
    run: ({ canvas }) => canvas.current?.zoomBy(ZOOM_STEP),
  },
  {
    id: "view.zoomOut",
    group: "View",
    title: text.zoomOut,
    keys: ["Mod+-"],
    run: ({ canvas }) => canvas.current?.zoomBy(1 / ZOOM_STEP),
  },
  panel("palette", "T", true),
  panel("inspector", "I"),
  panel("dock", "D"),
  panel("minimap", "N"),
  {
    id: "view.focusMode",
    group: "View",
    title: text.focusMode,
    keys: ["F"],
    canvasOnly: true,
    checked: ({ ui }) => ui.getState().focusMode,
    run: ({ ui }) => ui.setState({ focusMode: !ui.getState().focusMode }),
  },
  {
    id: "view.leaveFocus",
    group: "View",
    title: text.leaveFocus,
    keys: ["Escape"],
    canvasOnly: true,
    enabled: ({ ui }) => ui.getState().focusMode,
    run: ({ ui }) => ui.setState({ focusMode: false }),
  },
  {
    id: "view.searchPalette",
    group: "View",
    title: text.searchPalette,
    keys: ["/"],
    divided: true,
    run({ ui }) {
      ui.setState({ focusMode: false, panels: { ...ui.getState().panels, palette: true } });
      requestAnimationFrame(() => document.getElementById("mr-palette-search")?.focus());
    },
  },
  {
    id: "view.nextPanel",
    group: "View",
    title: text.nextPanel,
    keys: ["F6"],
    inFields: true,
    run: () => focusRegion(1),
  },
  {
    id: "view.previousPanel",
    group: "View",
    title: text.previousPanel,
    keys: ["Shift+F6"],
    inFields: true,
    run: () => focusRegion(-1),
  },
  {
    id: "view.snap",
    group: "View",
    title: text.snap,
    divided: true,
    checked: ({ ui }) => ui.getState().snap,
    run: ({ ui }) => ui.setState({ snap: !ui.getState().snap }),
  },
  {
    id: "view.trackpad",
    group: "View",
    title: text.trackpad,
    checked: ({ ui }) => scrollPans(ui.getState()),
    run: ({ ui }) => ui.setState({ pointer: scrollPans(ui.getState()) ? "mouse" : "trackpad" }),
  },
  {
    id: "view.theme",
    group: "View",
    title: text.theme,
    run: nextScheme,
  },
];
