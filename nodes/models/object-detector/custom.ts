// A layout that a person says: which output, and which of its numbers are what.

import * as z from "zod/mini";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { TensorSpec } from "../../../engine/sdk/services.ts";
import { formatSpec } from "../../_shared/model-input.ts";
import type { FoundLayout } from "./layout.ts";

export const customLayout = () =>
  z.strictObject({
    /** The output with a box a row. */
    output: z.string(),
    /** How the four numbers say the box. */
    form: z.enum(["cxcywh", "xyxy", "xywh", "yxyx"]),
    /** Where the four numbers stand in a row, from 0. */
    box: z._default(z.tuple([z.int(), z.int(), z.int(), z.int()]), [0, 1, 2, 3]),
    /** Where it stands how sure the box is; null where the classes say it. */
    score: z._default(z.nullable(z.int()), null),
    /** Scores of the classes from a place on, or the place where the class stands. */
    classes: z._default(
      z.nullable(
        z.union([z.strictObject({ from: z.int(), count: z.int() }), z.strictObject({ at: z.int() })]),
      ),
      null,
    ),
    /** Boxes from 0 to 1 of the input's sides; else in its pixels. */
    unit: z._default(z.boolean(), false),
    /** A box is a column of the output instead of a row. */
    transposed: z._default(z.boolean(), false),
    /** Scores are logits: a sigmoid makes 0 to 1 of them. */
    logits: z._default(z.boolean(), false),
    /** Several boxes for one thing are usual, so the lesser ones go. */
    overlaps: z._default(z.boolean(), true),
  });
export type CustomLayout = z.output<ReturnType<typeof customLayout>>;

export const CUSTOM_EXAMPLE = {
  output: "output0",
  form: "cxcywh",
  box: [0, 1, 2, 3],
  score: 4,
  classes: { from: 5, count: 80 },
  unit: false,
  transposed: false,
} as const;

export function asFound({
  output,
  form,
  box,
  score,
  classes,
  unit,
  transposed,
  logits,
  overlaps,
}: CustomLayout): FoundLayout {
  const known = classes && "count" in classes ? classes.count : classes === null ? 1 : null;
  return {
    name: "custom",
    head: {
      kind: "rows",
      output,
      columns: transposed,
      form,
      box,
      unit,
      score,
      classes,
      logits,
      keypoints: null,
    },
    classes: known,
    overlaps,
    hint: {},
    because: "as it is mapped by hand",
  };
}

/** What is wrong with a mapping, as far as the file can tell. */
export function customIssues(outputs: readonly TensorSpec[], custom: CustomLayout): NodeIssue[] {
  const output = outputs.find(({ name }) => name === custom.output);
  const refuse = (message: string, expected: string, got: string): NodeIssue[] => [
    {
      code: "MODEL_LAYOUT_UNKNOWN",
      severity: "error",
      path: "params.mapping",
      message,
      expected,
      got,
      hint: "Change it in Mapping.",
    },
  ];
  if (!output)
    return refuse(
      `The model has no output "${custom.output}".`,
      outputs.map(({ name }) => name).join(", "),
      custom.output,
    );
  if (custom.score === null && (custom.classes === null || "at" in custom.classes))
    return refuse(
      "The mapping does not say where the score of a box stands.",
      "score, or classes with their scores",
      "neither",
    );
  const width = output.shape.at(custom.transposed ? -2 : -1);
  const used = [...custom.box, custom.score ?? 0, lastClass(custom)];
  const wrong = used.find((place) => place < 0 || (typeof width === "number" && place >= width));
  if (wrong === undefined) return [];
  return refuse(
    `The output ${output.name} is ${formatSpec(output)}: a box has no number ${wrong}.`,
    `0 to ${typeof width === "number" ? width - 1 : "…"}`,
    String(wrong),
  );
}

function lastClass({ classes }: CustomLayout): number {
  if (classes === null) return 0;
  return "at" in classes ? classes.at : classes.from + classes.count - 1;
}

/** Outputs that look like no detector that is known. */
export function unknownLayout(outputs: readonly TensorSpec[], wanted: string | null): NodeIssue {
  const shapes = outputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", ");
  return {
    code: "MODEL_LAYOUT_UNKNOWN",
    severity: "error",
    path: "params.layout",
    message:
      wanted === null
        ? `The outputs look like no detector that is known: ${shapes}.`
        : `The outputs do not fit the layout ${wanted}: ${shapes}.`,
    expected: "outputs of YOLO, YOLOX, NanoDet, FastestDet, BlazeFace, SSD, torchvision or DETR",
    got: shapes,
    hint:
      'Choose the layout, or set it to "Mapped by hand" (custom) and say in Mapping which output has the boxes and which of its numbers are the box, the score and the class, ' +
      `such as ${JSON.stringify({ ...CUSTOM_EXAMPLE, output: outputs[0]?.name ?? "" })}.`,
  };
}
