// Whether boxes stand in an output of their own, and scores or classes in others.

import type { Dim } from "../../../engine/frames/types.ts";
import type { TensorSpec } from "../../../engine/sdk/services.ts";
import type { FoundLayout, LayoutName } from "./layout.ts";
import { layout, type Recognise } from "./recognise-parts.ts";

const RT_DETR_QUERIES = 300;

export function boxesAndScores(
  { outputs, labels, takesSize }: Recognise,
  wanted: LayoutName | null,
): FoundLayout | null {
  const boxes =
    outputs.find(
      ({ shape, name }) => /box|dets/iu.test(name) && (shape.at(-1) === 4 || shape.at(-1) === 5),
    ) ??
    outputs.find(
      ({ shape, dtype }) =>
        shape.at(-1) === 4 && dtype.startsWith("float") && (shape.length === 2 || shape.length === 3),
    );
  if (!boxes) return null;
  const count = boxes.shape.at(-2);
  if (outputs.length < 2) return null;
  const others = outputs.filter((output) => output !== boxes);
  const perClass = others.find((output) => isPerClass(output, boxes));
  if (perClass) return classScores(boxes, perClass, count, labels, wanted);
  return lists(boxes, others, takesSize);
}

/** One number for each class of each box. */
function isPerClass({ shape, dtype }: TensorSpec, boxes: TensorSpec): boolean {
  return (
    shape.length === 3 && boxes.shape.length === 3 && shape[1] === boxes.shape[1] && dtype.startsWith("float")
  );
}

function classScores(
  boxes: TensorSpec,
  scores: TensorSpec,
  count: Dim | undefined,
  labels: number | null,
  wanted: LayoutName | null,
): FoundLayout {
  const width = scores.shape[2];
  const common = { kind: "class-scores", boxes: boxes.name, scores: scores.name } as const;
  const classes = typeof width === "number" ? width : null;
  const because = `boxes in ${boxes.name}, scores of all classes in ${scores.name}`;
  const isDetr = /pred_boxes/u.test(boxes.name) || /logits/u.test(scores.name);
  if (wanted === "detr" || wanted === "rt-detr" || (wanted === null && isDetr)) {
    // DETR has a class for "nothing" behind the others, RT-DETR has none.
    const withNothing = labels === null ? count !== RT_DETR_QUERIES : width === labels + 1;
    const form = { form: "cxcywh", unit: true } as const;
    if (wanted === "detr" || (wanted === null && withNothing)) {
      const head = { ...common, ...form, activation: "softmax", nothing: "last" } as const;
      return layout(
        "detr",
        head,
        classes && classes - 1,
        `${because}, the last of which means nothing`,
        false,
      );
    }
    const head = { ...common, ...form, activation: "sigmoid", nothing: null } as const;
    return layout("rt-detr", head, classes, because, false);
  }
  // Two classes of which the first is the background (UltraFace): boxes of 0 to 1.
  const background = width === 2 && labels !== 2;
  const head = {
    ...common,
    form: "xyxy",
    unit: background,
    activation: "none",
    nothing: background ? "first" : null,
  } as const;
  const found = layout("class-scores", head, classes && classes - (background ? 1 : 0), because);
  if (!background) return found;
  // UltraFace's own values: 127 taken off, divided by 128.
  const hint = { normalise: "custom", mean: [127 / 255], std: [128 / 255] } as const;
  return { ...found, hint, because: `${because}, the first of which is the background` };
}

function lists(boxes: TensorSpec, others: readonly TensorSpec[], takesSize: boolean): FoundLayout | null {
  const isList = ({ shape }: TensorSpec) => shape.length === boxes.shape.length - 1;
  const named = (pattern: RegExp) => others.find((output) => isList(output) && pattern.test(output.name));
  const isWhole = ({ dtype }: TensorSpec) => /^u?int/u.test(dtype);
  const within = boxes.shape.at(-1) === 5;
  const scores = within
    ? null
    : (named(/score|conf|prob/iu) ?? others.find((output) => isList(output) && !isWhole(output)));
  const classes = named(/class|label/iu) ?? others.find((output) => isList(output) && isWhole(output));
  if (scores === undefined || scores === classes) return null;
  const count = others.find(
    (output) => output !== scores && output !== classes && /num|count|valid/iu.test(output.name),
  );
  const common = {
    kind: "lists",
    boxes: boxes.name,
    scores: scores?.name ?? null,
    classes: classes?.name ?? null,
    count: count?.name ?? null,
  } as const;
  const because = `boxes in ${boxes.name}, scores ${scores ? `in ${scores.name}` : "behind them"}${classes ? `, classes in ${classes.name}` : ""}`;
  if (takesSize || within || /det_boxes/iu.test(boxes.name)) {
    const head = { ...common, form: "xyxy", unit: false, firstClass: 0 } as const;
    return layout(takesSize ? "rt-detr" : "final-boxes", head, null, because, false);
  }
  // TensorFlow's API gives y, x, y, x of 0 to 1 and begins with class 1; torchvision pixels, x, y, x, y, with 0 = background.
  if (boxes.shape.length === 3) {
    const tensorflow = /detection_boxes/iu.test(boxes.name) || count !== undefined;
    const head = { ...common, form: tensorflow ? "yxyx" : "xyxy", unit: true, firstClass: 1 } as const;
    return layout("ssd", head, null, because, false);
  }
  const head = { ...common, form: "xyxy", unit: false, firstClass: 1 } as const;
  return layout("torchvision", head, null, because, false);
}
