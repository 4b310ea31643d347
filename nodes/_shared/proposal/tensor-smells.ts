// A tensor made of pictures goes into a model: do its values and colours agree with what the file says, and what of it is only assumed?

import { findField } from "../../../engine/frames/frame.ts";
import type { MadePixels, Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { ModelFacts } from "../../../engine/sdk/services.ts";
import type { MappedInput } from "../model-mapping.ts";
import { COLOUR_WORDS, reasonsOf, sureWords, valueWords } from "./proposal-words.ts";
import { proposeInput, type Proposal } from "./propose-input.ts";
import { isSure } from "./said.ts";
import { rangeOfValues } from "./values-of.ts";

/** Of the columns that feed inputs with the shape of a picture, where it is known how they were made. */
export function tensorSmells(model: ModelFacts, inputs: readonly MappedInput[], schema: Schema): NodeIssue[] {
  return inputs.flatMap(({ spec, columns }) => {
    const field = columns.length === 1 ? findField(schema, columns[0]) : undefined;
    const proposal = field?.pixels && proposeInput(model, spec, field.pixels.seen);
    if (!proposal) return [];
    const given = { column: field.name, input: spec.name, pixels: field.pixels };
    const smells = [...rangeSmell(proposal, given), ...colourSmell(proposal, given)];
    return smells.length > 0 ? smells : [assumedNote(proposal, given)];
  });
}

interface Given {
  readonly column: string;
  readonly input: string;
  readonly pixels: MadePixels;
}

/** Means that differ by less are the same habit; scales that are wrong differ by half a width and more. */
const SAME_SHARE = 0.15;

/** Whether values of one range do where those of the other are meant. */
export function isSameRange(
  [low, high]: readonly [number, number],
  [wantedLow, wantedHigh]: readonly [number, number],
): boolean {
  const by = (wantedHigh - wantedLow) * SAME_SHARE;
  return Math.abs(low - wantedLow) <= by && Math.abs(high - wantedHigh) <= by;
}

export function rangeWords([low, high]: readonly [number, number]): string {
  const digits = (value: number) => String(Number(value.toPrecision(3)));
  return `${digits(low)} to ${digits(high)}`;
}

function rangeSmell({ values }: Proposal, { column, input, pixels: { low, high } }: Given): NodeIssue[] {
  const wanted = rangeOfValues(values.value);
  if (!isSure(values) || isSameRange([low, high], wanted)) return [];
  const { normalise, mean, std } = values.value;
  return [
    {
      code: "MODEL_VALUE_RANGE",
      severity: "warning",
      port: "in",
      path: `params.inputs.${input}`,
      message: `The tensor "${column}" holds ${rangeWords([low, high])}, and the model takes ${valueWords(values.value)}: ${values.because}.`,
      expected: rangeWords(wanted),
      got: rangeWords([low, high]),
      hint: "Change Values where the tensor is made.",
      mends: {
        column,
        label: `Set values to ${valueWords(values.value)} where it is made`,
        params: { normalise, ...(normalise === "custom" && { mean, std }) },
      },
    },
  ];
}

function colourSmell({ colours }: Proposal, { column, input, pixels }: Given): NodeIssue[] {
  const [wanted, got] = [colours.value, pixels.colours];
  const isGrounded = isSure(colours) || colours.ground === "name";
  if (!isGrounded || wanted === got || wanted === "gray" || got === "gray") return [];
  return [
    {
      code: "MODEL_CHANNEL_ORDER",
      severity: "warning",
      port: "in",
      path: `params.inputs.${input}`,
      message: `The tensor "${column}" has its colours in the order ${COLOUR_WORDS[got]}, and the model takes ${COLOUR_WORDS[wanted]}: ${colours.because}.`,
      expected: COLOUR_WORDS[wanted],
      got: COLOUR_WORDS[got],
      hint: "Change Channels where the tensor is made. No tensor tells its order by itself: swap red and blue in its preview, and see which looks right.",
      mends: {
        column,
        label: `Set channels to ${COLOUR_WORDS[wanted]} where it is made`,
        params: { channels: wanted },
      },
    },
  ];
}

function assumedNote(proposal: Proposal, { column, input, pixels }: Given): NodeIssue {
  const reasons = reasonsOf(proposal);
  return {
    code: "MODEL_PICTURE_INPUT",
    severity: "info",
    path: `params.inputs.${input}`,
    message: `Pictures go in as "${column}": ${COLOUR_WORDS[pixels.colours]}, values ${rangeWords([pixels.low, pixels.high])}, ${pixels.layout}. ${sureWords(reasons)}`,
    hint: "What is assumed is right if the model was trained with it: its card or its training code says so.",
    reasons,
  };
}
