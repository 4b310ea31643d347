// Where it is noted which rows of a file of failed rows are behind the outputs.

/** The note goes when a run writes the file of failed rows anew. */
export const pathOfNote = (letters: string) => `${letters}.appended`;
