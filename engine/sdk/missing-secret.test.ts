// What is said of a secret that is not there never holds the secret itself.

import { expect, test } from "vitest";
import { missingSecret } from "./missing-secret.ts";

test("a name is told, with where its value may be", () => {
  expect(missingSecret("API_KEY")).toMatchObject({
    message: 'There is no secret "API_KEY".',
    hint: expect.stringContaining("API_KEY=") as string,
  });
});

test.each(["Bearer sk_live_12345", "a".repeat(65), "pass/word", 'quo"te', ""])(
  "what cannot be a name may be the value, and is not shown: %j",
  (value) => {
    const said = missingSecret(value);
    expect(said.message).toContain("no name");
    if (value !== "") expect(JSON.stringify(said)).not.toContain(value);
  },
);
