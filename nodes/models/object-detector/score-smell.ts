// Does a detector say scores that are none? Beyond 1 they are logits that nobody has put through a sigmoid, and Least score means nothing for them.

import type { Candidate } from "../../_shared/vision/boxes/candidate.ts";
import type { HeadLayout } from "./layout.ts";

/** What rounding leaves room for, in float16 too. */
const MOST = 1.01;

export function aboveOne(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.find(({ score }) => score > MOST);
}

/** What is said of it, with the param that mends it. */
export function aboveOneWords(score: number, head: HeadLayout, isCustom: boolean): string {
  const seems = `A box has the score ${score.toFixed(2)}, and scores go to 1: the model seems to give logits.`;
  return `${seems} ${mend(head, isCustom)}`;
}

function mend(head: HeadLayout, isCustom: boolean): string {
  if (isCustom) return 'Set "logits" to true in Mapping (mapping).';
  if (head.kind === "class-scores")
    return "Set Outputs (layout) to rt-detr or detr if it is one of them, or export the model with a sigmoid at its end.";
  if (head.kind !== "rows") return "Export the model with a sigmoid at its end.";
  const { output, form, box, score, classes, unit, columns } = head;
  const mapping = { output, form, box, score, classes, unit, transposed: columns, logits: true };
  return `Set Outputs (layout) to "Mapped by hand" (custom), and Mapping (mapping) to ${JSON.stringify(mapping)}.`;
}
