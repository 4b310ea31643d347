import { expect, test } from "vitest";
import type { NodeDocument } from "../../../../engine/document/types.ts";
import type { Kind } from "../catalog-types.ts";
import { usedSecrets } from "./used-secrets.ts";

const kinds = new Map([
  [
    "web",
    {
      params: [
        { name: "token", control: "secret" },
        { name: "url", control: "text" },
      ],
    } as unknown as Kind,
  ],
]);
const node = (kind: string, params: object) => ({ id: kind, kind, params }) as unknown as NodeDocument;

test("secrets are what params with the control for them say, each name once", () => {
  const nodes = [
    node("web", { token: "A", url: "https://x" }),
    node("web", { token: "A" }),
    node("web", { token: "B" }),
    node("web", { token: "" }),
    node("web", {}),
    node("unknown", { token: "C" }),
  ];
  expect(usedSecrets(nodes, kinds)).toEqual(["A", "B"]);
});
