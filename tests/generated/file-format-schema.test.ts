// Is docs/file-format.schema.json what the zod schema says? Written anew by `npm run docs:schema`.

import { expect, test } from "vitest";
import { fileFormatJsonSchema } from "../../engine/document/json-schema.ts";

test("docs/file-format.schema.json is up to date (else: npm run docs:schema)", async () => {
  await expect(`${JSON.stringify(fileFormatJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/file-format.schema.json",
  );
});
