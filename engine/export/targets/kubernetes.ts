// Target `kubernetes`: an image with the manifests that run it once, by the clock and in parts.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageName } from "../container/names.ts";
import { containerSettings, usesNetwork } from "../container/places.ts";
import { configMapYaml, networkPolicyYaml } from "../kubernetes/config.ts";
import { cronJobYaml, indexedJobYaml, jobYaml, type JobFacts } from "../kubernetes/jobs.ts";
import { clusterSections } from "../kubernetes/readme.ts";
import { resourcesComment, resourcesOf } from "../kubernetes/resources.ts";
import { measureUse } from "../measure.ts";
import { withFiles, withSection } from "../readme-section.ts";
import { secretNames } from "../secret-names.ts";
import { partitionIssues } from "../../plan/partition.ts";
import type { Plan } from "../../plan/types.ts";
import { addContainer } from "./docker.ts";
import type { Target, TargetPlace } from "./target.ts";

export const kubernetes: Target = {
  name: "kubernetes",
  byNpm: true,
  add: addManifests,
  runsHere: false,
  needs: "what builds images, a registry, and Kubernetes 1.31 or newer",
  commands: ["docker compose build"],
};

const FOLDER = "kubernetes";

async function addManifests(place: TargetPlace): Promise<void> {
  addContainer(place);
  const { folder, exported } = place;
  const { plan, title } = exported;
  const name = imageName(title);
  const noParts = whyNoParts(plan);
  const use = await measureUse(place);
  const facts: JobFacts = {
    name,
    title,
    resources: resourcesOf(use),
    measured: resourcesComment(use),
    secrets: secretNames(plan),
    usesNetwork: usesNetwork(plan),
  };
  const files = {
    "configmap.yaml": configMapYaml(name, containerSettings(plan)),
    "networkpolicy.yaml": networkPolicyYaml(name, facts.usesNetwork),
    "job.yaml": jobYaml(facts),
    "cronjob.yaml": cronJobYaml(facts),
    ...(noParts === null && { "indexed-job.yaml": indexedJobYaml(facts) }),
  };
  mkdirSync(join(folder, FOLDER), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, FOLDER, path), text);
  const readme = clusterSections({ name, secrets: facts.secrets, noParts }).reduce(
    withSection,
    readFileSync(join(folder, "README.md"), "utf8"),
  );
  writeFileSync(
    join(folder, "README.md"),
    withFiles(readme, {
      "kubernetes/": "manifests: settings, network, the job once, by the clock and in parts",
    }),
  );
}

/** Why the workflow cannot be computed in parts, as a sentence; null = it can. */
function whyNoParts(plan: Plan): string | null {
  return partitionIssues(plan)[0]?.message ?? null;
}
