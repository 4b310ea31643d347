// What is odd about the first picture, as it is turned into a tensor: it vanishes on the background, or it has no colours.

import type { SeenPicture } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import type { TensorParams } from "./params.ts";

/** Standard deviation of bytes: below, nobody sees anything; above, something is there. */
const NOTHING_SEEN = 4;
const SOMETHING_SEEN = 12;

export function seenIssues(seen: SeenPicture, { background, channels }: TensorParams): NodeIssue[] {
  return [
    ...transparencyIssues(seen, background.toLowerCase()),
    ...(seen.gray ? grayIssues(seen, channels) : []),
  ];
}

/** Only for the two backgrounds that were tried. */
function transparencyIssues({ name, transparent }: SeenPicture, background: string): NodeIssue[] {
  if (!transparent) return [];
  const { onBlack, onWhite } = transparent;
  const tried = {
    "#000000": [onBlack, onWhite, "black", "#ffffff"],
    "#ffffff": [onWhite, onBlack, "white", "#000000"],
  };
  const found = tried[background as keyof typeof tried] as [number, number, string, string] | undefined;
  if (!found) return [];
  const [here, there, colour, other] = found;
  if (here >= NOTHING_SEEN || there < SOMETHING_SEEN) return [];
  return [
    {
      code: "PICTURE_VANISHES",
      severity: "warning",
      path: "params.background",
      message: `The first picture, ${name}, has transparent parts, and on ${colour} nothing of it is seen.`,
      expected: "a background that the picture stands out from",
      got: background,
      hint: `Set the background to ${other}.`,
      fix: {
        label: `Set the background to ${other}`,
        commands: [{ do: "set-param", id: "", param: "background", value: other }],
      },
    },
  ];
}

function grayIssues({ name }: SeenPicture, channels: TensorParams["channels"]): NodeIssue[] {
  if (channels === "gray") return [];
  return [
    {
      code: "PICTURE_GRAY",
      severity: "info",
      path: "params.channels",
      message: `The first picture, ${name}, is gray, and the tensor has three colours: each of them gets the same values.`,
      hint: "That is right for a model that was trained with colours and is used on gray pictures; look at its answers twice.",
    },
  ];
}
