// What lies beside a file of failed rows while, and after, they are run again.

/** Which rows are behind the outputs, in tables, or sent. It goes when a run writes the file of failed rows anew, and so does the other. */
export const pathOfNote = (letters: string) => `${letters}.appended`;

/** What a try goes on from where it was ended in the middle. */
export const pathOfJournal = (letters: string) => `${letters}.millrace-journal`;
