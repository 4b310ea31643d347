// What each model of OCR looks like from outside, so that one in the wrong place is seen before a run.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { ModelFacts } from "../../../engine/sdk/services.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { classesOf, type DictionaryFiles } from "./dictionary.ts";

export type Role = "detector" | "recogniser" | "classifier";

interface Look {
  readonly title: string;
  readonly answers: string;
  readonly rank: number;
  /** Size of a dimension where it must be one. */
  readonly fixed?: { readonly axis: number; readonly size: number };
}

const LOOKS: Readonly<Record<Role, Look>> = {
  detector: {
    title: "text detector",
    answers: "a map [n, 1, height, width]",
    rank: 4,
    fixed: { axis: 1, size: 1 },
  },
  recogniser: { title: "text recogniser", answers: "likelihoods [n, steps, classes]", rank: 3 },
  classifier: {
    title: "angle classifier",
    answers: "two likelihoods [n, 2]",
    rank: 2,
    fixed: { axis: 1, size: 2 },
  },
};

const shapeText = (shape: readonly (number | string)[]) =>
  `[${shape.map((d) => (typeof d === "number" ? d : "?")).join(", ")}]`;

/** An issue where the model at `param` cannot be what it is taken for. */
export function roleIssues(facts: ModelFacts, role: Role): NodeIssue[] {
  const look = LOOKS[role];
  if (fits(facts, look)) return [];
  const roles = Object.keys(LOOKS) as Role[];
  const other = roles.find((one) => fits(facts, LOOKS[one]));
  const answers = facts.outputs.map(({ shape }) => shapeText(shape)).join(" and ");
  return [
    {
      code: "OCR_MODEL",
      severity: "error",
      path: `params.${role}`,
      message: `The model "${facts.path}" is no ${look.title}: it answers ${answers}${other ? `, as a ${LOOKS[other].title} does` : ""}.`,
      expected: `pictures [n, 3, height, width] in, ${look.answers} out`,
      got: answers,
      hint: other
        ? `Choose it as ${LOOKS[other].title}, and a ${look.title} here: the two may be swapped.`
        : `Choose a ${look.title} of PaddleOCR, exported to ONNX.`,
    },
  ];
}

function fits({ inputs, outputs }: ModelFacts, { rank, fixed }: Look): boolean {
  const [input] = inputs;
  const [output] = outputs;
  if (inputs.length !== 1 || input.dtype !== "float32" || output?.dtype !== "float32") return false;
  if (!input.anyRank && input.shape.length !== 4) return false;
  if (output.anyRank) return true;
  const size = fixed ? output.shape[fixed.axis] : undefined;
  return output.shape.length === rank && (typeof size !== "number" || size === fixed!.size);
}

/** How many classes a recogniser tells apart; null where its file does not say so. */
function classCount({ outputs }: ModelFacts): number | null {
  const last = outputs[0]?.shape.at(-1);
  return typeof last === "number" ? last : null;
}

/** An issue where the dictionary is of another size than the recogniser's classes. */
export function dictionaryIssues(
  recogniser: ModelFacts,
  signs: readonly string[],
  files: DictionaryFiles,
): NodeIssue[] {
  const count = classCount(recogniser);
  if (count === null) return [];
  try {
    classesOf(signs, count, files);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof MillraceError)) throw thrown;
    const { message, expected, got, hint } = thrown.details;
    return [
      { code: thrown.code, severity: "error", path: "params.dictionary", message, expected, got, hint },
    ];
  }
}
