// The sheets that lie over the editor: shortcuts, settings, about.

export const shortcutText = {
  title: "Keyboard shortcuts",
  change: "Change keys…",
  pointer: "With the pointer",
  /** What the canvas does with the pointer, some of it with a key held. */
  gestures: [
    ["Move the canvas", "drag; on anything, with Space held"],
    ["Zoom", "wheel, or pinch"],
    ["Select an area", "Shift + drag"],
    ["Add to the selection", "Ctrl + click"],
    ["Add a node", "double-click the canvas"],
    ["Add a node that fits", "drag a wire to an empty place"],
    ["Put a node into a wire", "drop it on the wire"],
    ["Copy while dragging", "Alt + drag a node"],
    ["Cut wires", "Alt + drag across them"],
    ["Move the end of a wire", "drag it beside its port"],
    ["Bend a wire", "double-click it"],
    ["Place off the grid", "Shift while dragging a node"],
  ],
} as const;

export const settingsText = {
  title: "Settings",
  general: "General",
  keys: "Keys",
  scheme: "Colours",
  schemeHelp: "System follows light and dark of your desktop.",
  schemes: { auto: "System", light: "Light", dark: "Dark" },
  pointer: "Mouse or trackpad",
  pointerHelp:
    "A mouse zooms with its wheel and moves the canvas by dragging. A trackpad moves it with two fingers, zooms with a pinch, and selects by dragging.",
  pointers: { auto: "Automatic", mouse: "Mouse", trackpad: "Trackpad" },
  snap: "Snap nodes to the grid",
  snapHelp: "Hold Shift while dragging to place freely.",
  minimap: "Show the minimap",
  preview: "Preview while editing",
  previewHelp: "A sample runs through the workflow after every change. Actions are never carried out.",
  sample: "Rows in the sample",
  searchKeys: "Search actions or keys",
  action: "Action",
  key: "Keys",
  noKey: "none",
  press: "Press keys…",
  pressHelp: "Esc leaves it as it is.",
  changeKey: (title: string) => `Change the keys of ${title}`,
  removeKey: (title: string) => `Remove the keys of ${title}`,
  resetKey: (title: string) => `Back to the usual keys of ${title}`,
  resetAll: "Reset all keys",
  conflict: (titles: string) => `Also: ${titles}`,
  conflicts: (count: number) =>
    count === 1
      ? "One key means two things: only the first is done."
      : `${count} keys mean two things: only the first is done.`,
  noMatch: "No action matches.",
} as const;

export const aboutText = {
  title: "About Millrace",
  what: "A workbench for inference workflows: from an ONNX file and a stream of data to a standalone program.",
  version: "Version",
  host: "Runs in",
  hosts: { web: "the browser", electron: "a window of its own", "stand-in": "the test host" },
  platform: "System",
  kinds: "Kinds of nodes",
  licence: "Licence",
  licenceName: "MIT",
  privacy: "Millrace works on this computer. It sends nothing anywhere unless a workflow says so.",
} as const;
