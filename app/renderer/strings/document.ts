// What the open workflow refuses.

export const documentText = {
  readOnly: "This file cannot be changed here: a newer version of Millrace wrote it.",
  readOnlyHint: "Save it under another name to change it.",
  restore: "bring back unsaved changes",
} as const;
