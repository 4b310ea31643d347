// A CycloneDX bill of materials: the packages that are installed and the models that are run (cyclonedx.org, version 1.6).

import type { ModelsLock } from "./models.ts";
import type { LockedPackage } from "./runtime-manifest.ts";

/** What the engine goes by in a bill. */
const ENGINE = "runtime";

export interface BillFacts {
  readonly name: string;
  readonly millrace: string;
  readonly locked: Readonly<Record<string, LockedPackage>>;
  readonly models: ModelsLock["models"];
}

/** Without a serial number and a time, so that the same workflow gives the same bytes. */
export function billOfMaterials({ name, millrace, locked, models }: BillFacts): string {
  const libraries = Object.entries(locked).map(([place, { version, license, integrity }]) => {
    const library = place.replace(/^.*node_modules\//, "");
    const purl = `pkg:npm/${library.replace("@", "%40")}@${version}`;
    return {
      type: "library",
      "bom-ref": purl,
      name: library,
      version,
      ...(license && { licenses: [{ expression: license }] }),
      ...(integrity && { hashes: [sha512(integrity)] }),
      purl,
    };
  });
  const modelParts = models.map(({ path, sha256, licence }) => ({
    type: "machine-learning-model",
    "bom-ref": path,
    name: path,
    hashes: [{ alg: "SHA-256", content: sha256 }],
    ...(licence && { licenses: [{ license: { name: licence } }] }),
  }));
  const engine = { type: "library", "bom-ref": ENGINE, name: "millrace-runtime", version: millrace };
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", "bom-ref": name, name, version: "1.0.0" } },
    components: [{ ...engine, licenses: [{ license: { id: "MIT" } }] }, ...libraries, ...modelParts],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** npm's `sha512-BASE64` as the bill wants it: hexadecimal. */
function sha512(integrity: string): { alg: string; content: string } {
  const [, base64 = ""] = integrity.split("-");
  return { alg: "SHA-512", content: Buffer.from(base64, "base64").toString("hex") };
}

/** A bill with another version of the engine. One that nothing can be read from stays as it is. */
export function withEngineVersion(text: string, version: string): string {
  try {
    const bill = JSON.parse(text) as { components: { readonly "bom-ref": string }[] };
    const components = bill.components.map((part) =>
      part["bom-ref"] === ENGINE ? { ...part, version } : part,
    );
    return `${JSON.stringify({ ...bill, components }, null, 2)}\n`;
  } catch {
    return text;
  }
}
