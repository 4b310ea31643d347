// job.yaml, cronjob.yaml and indexed-job.yaml: the pod once, by the clock, and in parts.

import { oneLine } from "../one-line.ts";
import { variableName } from "../script/flag-names.ts";
import { yamlText, type YamlComments } from "../yaml-text.ts";
import { CONTAINER, labelsOf, podTemplate, type PodFacts } from "./pod.ts";

export interface JobFacts extends PodFacts {
  readonly title: string;
  /** How the resources were measured. */
  readonly measured: string;
  readonly usesNetwork: boolean;
}

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const RETRIES = 2;
/** Parts of an Indexed Job unless somebody says another number. */
const PARTS = 4;

/** Which part a program computes: the index of one, from 0, and how many there are. */
const INDEX_VARIABLE = variableName("partitionIndex");
const PARTS_VARIABLE = variableName("partitions");

/** Exit codes of the program: public API. */
const FAILED = 1;
const INVALID = 2;
const FAILED_ROWS = 3;

type Path = readonly (string | number)[];

export function jobYaml(facts: JobFacts): string {
  const object = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: facts.name, labels: labelsOf(facts.name) },
    spec: jobSpec(facts),
  };
  const head = `${oneLine(facts.title)}, run once. To run it again: kubectl delete job ${facts.name}, or another name.`;
  return yamlText(object, { head, keys: jobComments(facts, ["spec"]) });
}

export function cronJobYaml(facts: JobFacts): string {
  const object = {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: facts.name, labels: labelsOf(facts.name) },
    spec: {
      schedule: "0 * * * *",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: { metadata: { labels: labelsOf(facts.name) }, spec: jobSpec(facts) },
    },
  };
  return yamlText(object, {
    head: `${oneLine(facts.title)}, run by the clock.`,
    keys: [
      [["spec", "schedule"], "Every hour: minute, hour, day of the month, month, day of the week."],
      [["spec", "concurrencyPolicy"], "Two runs would write the same files."],
      ...jobComments(facts, ["spec", "jobTemplate", "spec"]),
    ],
  });
}

export function indexedJobYaml(facts: JobFacts): string {
  const env = [
    {
      name: INDEX_VARIABLE,
      valueFrom: {
        fieldRef: { fieldPath: "metadata.annotations['batch.kubernetes.io/job-completion-index']" },
      },
    },
    { name: PARTS_VARIABLE, value: String(PARTS) },
  ];
  const { backoffLimit: _, ...usual } = jobSpec({ ...facts, env });
  const object = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: `${facts.name}-parts`, labels: labelsOf(facts.name) },
    spec: {
      completionMode: "Indexed",
      completions: PARTS,
      parallelism: PARTS,
      backoffLimitPerIndex: RETRIES,
      ...usual,
      podFailurePolicy: {
        rules: [DISRUPTED, failed("FailJob", [INVALID]), failed("FailIndex", notAgain(facts, true))],
      },
    },
  };
  const pod: Path = ["spec", "template", "spec"];
  return yamlText(object, {
    head: `${oneLine(facts.title)} in ${PARTS} parts at once, each a pod of its own. All write to the same volume, each under a name of its own:
it has to be one that many nodes can write to (ReadWriteMany), or all pods have to run on one node.`,
    keys: [
      [["spec", "completions"], `Parts. ${PARTS_VARIABLE} below is the same number.`],
      [["spec", "parallelism"], "Parts at once."],
      ...jobComments(facts, ["spec"]),
      [
        [...pod, "containers", 0, "env"],
        "Which part a pod computes: its index, from 0, and how many there are.",
      ],
    ],
  });
}

function jobSpec(facts: JobFacts) {
  return {
    backoffLimit: RETRIES,
    activeDeadlineSeconds: HOUR_SECONDS,
    ttlSecondsAfterFinished: DAY_SECONDS,
    podFailurePolicy: { rules: [DISRUPTED, failed("FailJob", notAgain(facts))] },
    template: podTemplate(facts),
  };
}

/** A pod that the cluster itself has ended is started again, and does not count. */
const DISRUPTED = {
  action: "Ignore",
  onPodConditions: [{ type: "DisruptionTarget", status: "True" }],
} as const;

function failed(action: "FailJob" | "FailIndex", values: readonly number[]) {
  return { action, onExitCodes: { containerName: CONTAINER, operator: "In", values } };
}

/**
 * Exit codes after which to try again would give the same. A run without a network that failed would fail again, whatever the cause:
 * its data, or its model. What killed it from outside (memory, a node) has other codes.
 */
function notAgain({ usesNetwork }: JobFacts, ofPart = false): readonly number[] {
  return [...(usesNetwork ? [] : [FAILED]), ...(ofPart ? [] : [INVALID]), FAILED_ROWS];
}

function jobComments({ measured, usesNetwork }: JobFacts, spec: Path): NonNullable<YamlComments["keys"]> {
  const container: Path = [...spec, "template", "spec", "containers", 0];
  return [
    [[...spec, "activeDeadlineSeconds"], "Seconds after which it is stopped: set it by your data."],
    [
      [...spec, "podFailurePolicy"],
      `Never tried again: 2 (a setting, a missing file, a model), 3 (done, but rows failed: the outputs are complete)${
        usesNetwork ? "." : "\nand 1 (the run failed: it would again)."
      } Tried again: what the cluster or the system killed${usesNetwork ? ", and 1 (failed)" : ""}.`,
    ],
    [[...container, "image"], "Where you have pushed it, best by its digest."],
    [[...container, "args"], "As it was measured. More threads: more cores in the limit, and more memory."],
    [[...container, "resources"], measured],
    [
      [...spec, "template", "spec", "volumes"],
      "What it reads, and where it writes: claims that you make, or any other volumes.",
    ],
  ];
}
