// A layout that a person says: which output, in which order its dimensions stand, and what its numbers are.

import * as z from "zod/mini";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { TensorSpec } from "../../../engine/sdk/services.ts";
import { formatSpec } from "../../_shared/model-input.ts";
import type { FoundLayout } from "./layout.ts";

export const customLayout = () =>
  z.strictObject({
    /** The output with the mask or the classes. */
    output: z.string(),
    /** A mask, a score for each class, or the number of the class. */
    gives: z.enum(["mask", "classes", "class-numbers"]),
    /** A letter for each dimension: n (batch), c (channels), h (height), w (width). */
    axes: z.string(),
    /** Which channel is the mask, from 0. */
    channel: z._default(z.int(), 0),
  });
export type CustomLayout = z.output<ReturnType<typeof customLayout>>;

export const CUSTOM_EXAMPLE = { output: "output", gives: "mask", axes: "nchw", channel: 1 } as const;

export function asFound(
  { output, gives, axes, channel }: CustomLayout,
  outputs: readonly TensorSpec[],
): FoundLayout {
  const because = "as it is mapped by hand";
  const channels = outputs.find(({ name }) => name === output)?.shape[axes.indexOf("c")];
  const classes = gives === "classes" && typeof channels === "number" ? channels : null;
  const head =
    gives === "mask"
      ? ({ kind: "mask", output, axes, channel } as const)
      : ({ kind: gives, output, axes } as const);
  return { name: "custom", head, classes, hint: {}, because };
}

/** What is wrong with a mapping, as far as the file can tell. */
export function customIssues(outputs: readonly TensorSpec[], custom: CustomLayout): NodeIssue[] {
  const { output: name, axes, gives, channel } = custom;
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
  const output = outputs.find((spec) => spec.name === name);
  if (!output)
    return refuse(`The model has no output "${name}".`, outputs.map((spec) => spec.name).join(", "), name);
  const wanted =
    gives === "classes"
      ? "h, w and c once each, and n at most once"
      : "h and w once each, c and n at most once";
  const letters = [...axes];
  const isOnce =
    new Set(letters).size === letters.length && letters.every((letter) => "nchw".includes(letter));
  const has = (letter: string) => letters.includes(letter);
  if (!isOnce || !has("h") || !has("w") || (gives === "classes" && !has("c")))
    return refuse(`The order "${axes}" does not say where height and width stand.`, wanted, axes);
  if (output.shape.length !== axes.length)
    return refuse(
      `The output ${name} is ${formatSpec(output)}, and "${axes}" has ${axes.length} letters.`,
      `${output.shape.length} letters`,
      axes,
    );
  const channels = has("c") ? output.shape[axes.indexOf("c")] : 1;
  if (gives === "mask" && typeof channels === "number" && (channel < 0 || channel >= channels))
    return refuse(
      `The output ${name} is ${formatSpec(output)}: it has no channel ${channel}.`,
      `0 to ${channels - 1}`,
      String(channel),
    );
  return [];
}

/** Outputs that look like no segmentation that is known. */
export function unknownLayout(outputs: readonly TensorSpec[], wanted: string | null): NodeIssue {
  const shapes = outputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", ");
  return {
    code: "MODEL_LAYOUT_UNKNOWN",
    severity: "error",
    path: "params.layout",
    message:
      wanted === null
        ? `The outputs look like no segmentation that is known: ${shapes}.`
        : `The outputs do not fit the layout ${wanted}: ${shapes}.`,
    expected:
      "a mask [N,1,H,W], classes [N,classes,H,W], class numbers [N,H,W], or boxes and prototypes of YOLO",
    got: shapes,
    hint:
      'Choose the layout, or set it to "Mapped by hand" (custom) and say in Mapping which output it is, in which order its dimensions stand and what its ' +
      `numbers are, such as ${JSON.stringify({ ...CUSTOM_EXAMPLE, output: outputs[0]?.name ?? "" })}. Use Object detector for models that give boxes only.`,
  };
}
