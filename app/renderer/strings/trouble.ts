// Instead of the editor: what to do when something cannot be opened.

export const troubleText = {
  back: "Back to the start",
  again: "Try again",
} as const;
