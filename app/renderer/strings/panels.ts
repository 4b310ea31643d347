// Names of the parts of the window, for those who do not see them.

export const panelText = {
  palette: "Palette",
  canvas: "Canvas",
  dock: "Data",
  inspector: "Inspector",
} as const;
