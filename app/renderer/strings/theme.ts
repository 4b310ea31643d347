// Words of Mantine's own parts.

export const themeText = {
  close: "Close",
} as const;
