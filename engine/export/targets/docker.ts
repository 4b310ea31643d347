// Target `docker`: a script with what makes an image of it, and a compose file that runs it with nothing it does not need.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { composeFile } from "../container/compose.ts";
import { dockerfile, dockerignore } from "../container/dockerfile.ts";
import { imageName } from "../container/names.ts";
import { containerSettings } from "../container/places.ts";
import { containerSchedule, containerText } from "../container/readme.ts";
import type { Plan } from "../../plan/types.ts";
import type { Program } from "./script.ts";
import type { Target, TargetPlace } from "./target.ts";

export const docker: Target = {
  name: "docker",
  byNpm: true,
  add: addContainer,
  readme: (program, plan) => ({
    run: containerPart(program, plan),
    schedule: containerSchedule(),
    files: CONTAINER_FILES,
  }),
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
  const secrets = script.secrets.map(({ name: secret }) => secret);
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  const packages = Object.keys(script.packages);
  write("Dockerfile", dockerfile({ name, title, workflow, millrace: millrace.version, packages, settings }));
  write(".dockerignore", dockerignore());
  write("compose.yaml", composeFile({ name, title, settings, secrets, usesNetwork: script.usesNetwork }));
  for (const path of MOUNTED) {
    mkdirSync(join(folder, path), { recursive: true });
    if (!existsSync(join(folder, path, ".gitkeep"))) write(`${path}/.gitkeep`, "");
  }
}

/** Rows of the README's table. */
export const CONTAINER_FILES = `| \`Dockerfile\`          | the image: Node, the program, and what npm brings |
| \`.dockerignore\`       | what goes into the image |
| \`compose.yaml\`        | the image run once: read-only, without rights, with the two folders mounted |`;

export function containerPart({ title, secrets, usesNetwork }: Program, plan: Plan): string {
  const names = secrets.map(({ name }) => name);
  const settings = containerSettings(plan);
  return containerText({ name: imageName(title), settings, secrets: names, usesNetwork });
}
