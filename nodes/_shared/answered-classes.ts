// Does a model answer with as many classes as it has labels, and as its file says? Asked of each answer, since files leave the number open or lie.

import { MillraceError } from "../../engine/sdk/errors.ts";

/** Null where nobody has said it. */
interface Promised {
  readonly labels: readonly string[] | null;
  readonly classes: number | null;
}

/** Throws where it does not: the classes would have the names of others, or none. No row is to blame. */
export function checkClasses(answered: number, { labels, classes }: Promised): void {
  if (labels !== null && labels.length !== answered) throw wrongLabels(answered, labels.length);
  if (classes !== null && classes !== answered) throw wrongShape(answered, classes);
}

function wrongLabels(answered: number, labels: number): MillraceError {
  return new MillraceError("LABELS_COUNT", {
    message: `The model answers with ${answered} classes, and there are ${labels} labels.`,
    expected: `${answered} labels`,
    got: String(labels),
    hint: "Give one label for each class, in the order of the model's scores.",
    fatal: true,
  });
}

function wrongShape(answered: number, classes: number): MillraceError {
  return new MillraceError("MODEL_OUTPUT_SHAPE", {
    message: `The model answers with ${answered} classes, and its file says ${classes}.`,
    expected: `${classes} scores`,
    got: String(answered),
    hint: "Export the model anew, so that its file says what it answers.",
    fatal: true,
  });
}
