// What the open workflow refuses.

export const documentText = {
  readOnly: {
    newer: {
      message: "This file cannot be changed here: a newer version of Millrace wrote it.",
      hint: "Save it under another name to change it.",
    },
    damaged: {
      message: "This file cannot be changed here: parts of it are damaged, and saving would lose them.",
      hint: "Correct it in a text editor, or save the rest under another name.",
    },
  },
  restore: "bring back unsaved changes",
  /** A gesture from before the file was saved, which was undone since. */
  takeBack: (label: string) => `take back ${label}`,
} as const;
