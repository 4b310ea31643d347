// Target `kubernetes`: an image with the manifests that run it once, by the clock and in parts.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageName } from "../container/names.ts";
import { containerSettings } from "../container/places.ts";
import { configMapYaml, networkPolicyYaml } from "../kubernetes/config.ts";
import { claimsYaml, copyPodYaml } from "../kubernetes/examples.ts";
import { cronJobYaml, indexedJobYaml, jobYaml, type JobFacts } from "../kubernetes/jobs.ts";
import { clusterSchedule, clusterText } from "../kubernetes/readme.ts";
import { resourcesComment, resourcesOf } from "../kubernetes/resources.ts";
import { measureUse } from "../measure.ts";
import { partitionIssues } from "../../plan/partition.ts";
import type { Plan } from "../../plan/types.ts";
import { addContainer, CONTAINER_FILES, containerPart } from "./docker.ts";
import type { Program } from "./script.ts";
import type { Target, TargetPlace } from "./target.ts";

export const kubernetes: Target = {
  name: "kubernetes",
  byNpm: true,
  add: addManifests,
  readme: (program, plan) => ({
    run: `${containerPart(program, plan)}\n${clusterPart(program, plan)}`,
    schedule: clusterSchedule(imageName(program.title)),
    files: `${CONTAINER_FILES}\n${MANIFESTS}`,
  }),
  runsHere: false,
  needs: "what builds images, a registry, and Kubernetes 1.31 or newer",
  commands: ["docker compose build"],
};

const FOLDER = "kubernetes";

async function addManifests(place: TargetPlace): Promise<void> {
  addContainer(place);
  const { folder, script, exported } = place;
  const { plan, title } = exported;
  const name = imageName(title);
  const noParts = whyNoParts(plan);
  const use = await measureUse(place);
  const facts: JobFacts = {
    name,
    title,
    resources: resourcesOf(use),
    measured: resourcesComment(use),
    secrets: script.secrets.map(({ name: secret }) => secret),
    usesNetwork: script.usesNetwork,
  };
  const files = {
    "configmap.yaml": configMapYaml(name, containerSettings(plan)),
    "networkpolicy.yaml": networkPolicyYaml(name, facts.usesNetwork),
    "job.yaml": jobYaml(facts),
    "cronjob.yaml": cronJobYaml(facts),
    "claims.example.yaml": claimsYaml(name),
    "copy.example.yaml": copyPodYaml(name),
    ...(noParts === null && { "indexed-job.yaml": indexedJobYaml(facts) }),
  };
  mkdirSync(join(folder, FOLDER), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, FOLDER, path), text);
}

/** A row of the README's table. */
const MANIFESTS = `| \`kubernetes/\`         | manifests: settings, network, the job once, by the clock and in parts; examples of volumes and of a pod to copy through |`;

function clusterPart({ title, secrets }: Program, plan: Plan): string {
  const names = secrets.map(({ name }) => name);
  const settings = containerSettings(plan);
  return clusterText({ name: imageName(title), settings, secrets: names, noParts: whyNoParts(plan) });
}

/** Why the workflow cannot be computed in parts, as a sentence; null = it can. */
function whyNoParts(plan: Plan): string | null {
  return partitionIssues(plan)[0]?.message ?? null;
}
