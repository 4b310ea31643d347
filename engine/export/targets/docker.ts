// Target `docker`: a script with what makes an image of it, and a compose file that runs it with nothing it does not need.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { composeFile } from "../container/compose.ts";
import { dockerfile, dockerignore } from "../container/dockerfile.ts";
import { imageName } from "../container/names.ts";
import { containerSettings, usesNetwork } from "../container/places.ts";
import { containerSection } from "../container/readme.ts";
import { withFiles, withSection } from "../readme-section.ts";
import { secretNames } from "../secret-names.ts";
import type { Target, TargetPlace } from "./target.ts";

export const docker: Target = {
  name: "docker",
  byNpm: true,
  add: addContainer,
  runsHere: false,
  needs: "Docker, or whatever else builds and runs images",
  commands: ["docker compose build", "docker compose run --rm pipeline"],
};

/** Folders that the compose file mounts. */
const MOUNTED = ["data", "out"];

/** What `kubernetes` builds its image from, too. */
export function addContainer({ folder, script, exported }: TargetPlace): void {
  const { plan, title, workflow, millrace } = exported;
  const name = imageName(title);
  const settings = containerSettings(plan);
  const secrets = secretNames(plan);
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  const packages = Object.keys(script.packages);
  write("Dockerfile", dockerfile({ name, title, workflow, millrace: millrace.version, packages, settings }));
  write(".dockerignore", dockerignore());
  write("compose.yaml", composeFile({ name, title, settings, secrets, usesNetwork: usesNetwork(plan) }));
  for (const path of MOUNTED) {
    mkdirSync(join(folder, path), { recursive: true });
    if (!existsSync(join(folder, path, ".gitkeep"))) write(`${path}/.gitkeep`, "");
  }
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const section = containerSection({ name, settings, secrets });
  write(
    "README.md",
    withFiles(withSection(readme, section), {
      Dockerfile: "the image: Node, the program, and what npm brings",
      ".dockerignore": "what goes into the image",
      "compose.yaml": "the image run once: read-only, without rights, with the two folders mounted",
    }),
  );
}
