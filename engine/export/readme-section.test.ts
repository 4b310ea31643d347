// Sections of the operator's README that targets put in.

import { expect, test } from "vitest";
import { withFiles, withSection } from "./readme-section.ts";

const README = "# Title\n\n## Run it\n\nrun\n\n## Watch it\n\nwatch\n";

test("a new section goes before another one", () => {
  expect(withSection(README, { heading: "Ship it", text: "ship\n", before: "Watch it" })).toBe(
    "# Title\n\n## Run it\n\nrun\n\n## Ship it\n\nship\n\n## Watch it\n\nwatch\n",
  );
});

test("a section of that heading is replaced, at the end too", () => {
  expect(withSection(README, { heading: "Run it", text: "go", before: "Watch it" })).toBe(
    "# Title\n\n## Run it\n\ngo\n\n## Watch it\n\nwatch\n",
  );
  expect(withSection(README, { heading: "Watch it", text: "look", before: "Run it" })).toBe(
    "# Title\n\n## Run it\n\nrun\n\n## Watch it\n\nlook\n\n",
  );
});

test("without the other section it goes to the end", () => {
  expect(withSection(README, { heading: "Ship it", text: "ship", before: "Nowhere" })).toBe(
    `${README}\n## Ship it\n\nship\n`,
  );
});

test("files are rows at the end", () => {
  expect(withFiles("| `a` | b |\n", { Dockerfile: "the image" })).toBe(
    "| `a` | b |\n| `Dockerfile`          | the image |\n",
  );
});
