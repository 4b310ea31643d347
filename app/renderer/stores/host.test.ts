// Is what cannot run told why?

import { expect, test } from "vitest";
import { hostText } from "../strings/host.ts";
import { whyAway } from "./host.ts";

const refused = { code: "FOLDER_MISSING", message: "There is no folder.", hint: "Make it." };

test.each([
  [{ connected: true, refused: null }, null],
  [{ connected: false, refused: null }, hostText.away],
  // Lost again: what was refused by then says nothing of now.
  [{ connected: false, refused }, hostText.away],
  [{ connected: true, refused }, "There is no folder. Make it."],
])("%j", (state, why) => expect(whyAway(state)).toBe(why));
