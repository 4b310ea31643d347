// Values and colours that a person has set, against what the model file says of its input.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { ModelFacts } from "../../../engine/sdk/services.ts";
import { pictureSpec, type ChosenInput, type PictureInput } from "./picture-input.ts";
import { COLOUR_WORDS, valueWords } from "../proposal/proposal-words.ts";
import { proposeInput } from "../proposal/propose-input.ts";
import { isSure } from "../proposal/said.ts";
import { isSameRange, rangeWords } from "../proposal/tensor-smells.ts";
import { rangeOfValues } from "../proposal/values-of.ts";

/** Only what the file itself says is held against a person: its first operators and its metadata. */
export function handSetIssues(facts: ModelFacts, chosen: ChosenInput, input: PictureInput): NodeIssue[] {
  const spec = pictureSpec(facts);
  // Bytes hold 0 to 255: anything else is refused already.
  const proposal = spec && spec.dtype !== "uint8" ? proposeInput(facts, spec) : null;
  if (!proposal) return [];
  const { values, colours } = proposal;
  const issues: NodeIssue[] = [];
  const [wanted, got] = [rangeOfValues(values.value), rangeOfValues(input)];
  if (chosen.values !== "auto" && isSure(values) && !isSameRange(got, wanted))
    issues.push({
      code: "MODEL_VALUE_RANGE",
      severity: "warning",
      path: "params.values",
      message: `Pictures go in as ${valueWords(input)}, and the model takes ${valueWords(values.value)}: ${values.because}.`,
      expected: rangeWords(wanted),
      got: rangeWords(got),
      hint: "Set Values to what the file says.",
      fix: set(`Set values to ${valueWords(values.value)}`, {
        values: values.value.normalise,
        ...(values.value.normalise === "custom" && { mean: values.value.mean, std: values.value.std }),
      }),
    });
  const isColour = colours.value !== "gray" && input.colours !== "gray";
  if (chosen.colours !== "auto" && isSure(colours) && isColour && colours.value !== input.colours)
    issues.push({
      code: "MODEL_CHANNEL_ORDER",
      severity: "warning",
      path: "params.colours",
      message: `Pictures go in as ${COLOUR_WORDS[input.colours]}, and the model takes ${COLOUR_WORDS[colours.value]}: ${colours.because}.`,
      expected: COLOUR_WORDS[colours.value],
      got: COLOUR_WORDS[input.colours],
      hint: "Set Colour order to what the file says.",
      fix: set(`Set colours to ${COLOUR_WORDS[colours.value]}`, { colours: colours.value }),
    });
  return issues;
}

function set(label: string, values: Readonly<Record<string, unknown>>) {
  const commands = Object.entries(values).map(
    ([param, value]) => ({ do: "set-param", id: "", param, value }) as const,
  );
  return { label, commands };
}
