// Instead of the editor: what to do when something cannot be opened, or not be drawn.

export const troubleText = {
  notDrawn: "The workflow could not be shown",
  back: "Back to the start",
  again: "Try again",
} as const;
