// Names of the parts of the window, for those who do not see them.

export const panelText = {
  palette: "Palette",
  canvas: "Canvas",
  dock: "Data",
  inspector: "Inspector",
  sizes: {
    paletteWidth: "Width of the palette",
    inspectorWidth: "Width of the inspector",
    dockShare: "Height of the data dock",
  },
} as const;
