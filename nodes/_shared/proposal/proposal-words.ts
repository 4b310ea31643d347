// A proposal in words: what each value is and which fact it comes from, for issues and the inspector.

import type { IssueReason } from "../../../engine/document/issue.ts";
import type { Proposal } from "./propose-input.ts";
import { isSure, type Said, type Values } from "./said.ts";

export const COLOUR_WORDS = { rgb: "red, green, blue", bgr: "blue, green, red", gray: "gray" } as const;

const FIT_WORDS = {
  stretch: "stretched",
  letterbox: "whole, with borders",
  corner: "whole, at the top left",
  cover: "filled, and cut off",
} as const;

export function valueWords({ normalise, mean, std }: Values): string {
  switch (normalise) {
    case "unit":
      return "0 to 1";
    case "signed":
      return "-1 to 1";
    case "none":
      return "0 to 255";
    case "imagenet":
      return "ImageNet's mean and deviation";
    case "custom":
      return `mean ${digits(mean)}, deviation ${digits(std)}`;
  }
}

function digits(list: readonly number[]): string {
  return list.map((value) => String(Number(value.toPrecision(3)))).join(" ");
}

export function reasonsOf(proposal: Proposal): IssueReason[] {
  const { width, height, stride, layout, dtype, colours, values, fit } = proposal;
  const reason = (what: string, value: string, said: Said<unknown>): IssueReason => ({
    what,
    value,
    because: said.because,
    sure: isSure(said),
  });
  const open = width.value === null || height.value === null;
  const size = open
    ? `the picture's own, in steps of ${stride?.value ?? 1}`
    : `${width.value} × ${height.value}`;
  // One side may be fixed and the other open: what is less sure is what a person should look at.
  const sized = isSure(width) ? height : width;
  return [
    reason("Size", size, sized),
    reason("Fit", FIT_WORDS[fit.value], fit),
    reason("Channels", COLOUR_WORDS[colours.value], colours),
    reason("Values", valueWords(values.value), values),
    reason("Layout", layout.value, layout),
    reason("Type", dtype.value, dtype),
  ];
}

/** "The file says size, layout and type; fit, channels and values are assumed." */
export function sureWords(reasons: readonly IssueReason[]): string {
  const names = (sure: boolean) =>
    reasons.filter((each) => each.sure === sure).map(({ what }) => what.toLowerCase());
  const [known, assumed] = [names(true), names(false)];
  const say = (list: readonly string[]) =>
    list.length > 1 ? `${list.slice(0, -1).join(", ")} and ${list.at(-1)}` : list.join("");
  const verb = assumed.length === 1 ? "is" : "are";
  if (assumed.length === 0) return `The file says ${say(known)}.`;
  if (known.length === 0) return `All of it is assumed: ${say(assumed)}.`;
  return `The file says ${say(known)}; ${say(assumed)} ${verb} assumed.`;
}
