// Manifests fit the schemas of the cluster's API, and keep what they promise: no rights, no retries that lead nowhere.

import { CronJob, Job } from "kubernetes-models/batch/v1";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { ConfigMap, PersistentVolumeClaim, Pod as PodKind } from "kubernetes-models/v1";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { containerSetting as setting } from "../../../tests/support/container-setting.ts";
import { configMapYaml, networkPolicyYaml } from "./config.ts";
import { claimsYaml, copyPodYaml } from "./examples.ts";
import { cronJobYaml, indexedJobYaml, jobYaml, type JobFacts } from "./jobs.ts";
import { resourcesComment, resourcesOf } from "./resources.ts";

const SETTINGS = [
  setting("PIPELINE_INPUT", "/data/rows.csv", true),
  setting("PIPELINE_LIMIT", "5"),
  setting("PIPELINE_SWITCH", "yes"),
  setting("PIPELINE_MODE", "0644"),
  setting("PIPELINE_TIME", "12:30:00"),
  setting("PIPELINE_CONDITION", "a: 'b' # \"c\"\nsecond"),
];

const FACTS: JobFacts = {
  name: "flow",
  title: "A flow:\n- with two lines",
  resources: resourcesOf({ peakBytes: 100 * 2 ** 20, busy: 0.9 }),
  measured: resourcesComment({ peakBytes: 1, busy: 1 }),
  secrets: ["API_KEY"],
  usesNetwork: false,
};

interface Pod {
  readonly spec: {
    readonly securityContext: object;
    readonly automountServiceAccountToken: boolean;
    readonly restartPolicy: string;
    readonly volumes: readonly { readonly name: string }[];
    readonly containers: readonly {
      readonly name: string;
      readonly args: readonly string[];
      readonly env: readonly { readonly name: string; readonly value?: string }[];
      readonly envFrom: readonly { readonly configMapRef: { readonly name: string } }[];
      readonly securityContext: object;
      readonly volumeMounts: readonly {
        readonly name: string;
        readonly mountPath: string;
        readonly readOnly?: boolean;
      }[];
    }[];
  };
  readonly metadata: { readonly labels: object };
}
interface Rule {
  readonly action: string;
  readonly onExitCodes?: { readonly containerName: string; readonly values: readonly number[] };
}
interface Spec {
  readonly template: Pod;
  readonly completions?: number;
  readonly podFailurePolicy: { readonly rules: readonly Rule[] };
}

const specOf = (yaml: string): Spec => {
  const { spec } = parse(yaml) as { spec: Spec & { jobTemplate?: { spec: Spec } } };
  return spec.jobTemplate?.spec ?? spec;
};

const CLAIMS = claimsYaml("flow").split("---\n");

const ALL = [
  ["job.yaml", jobYaml(FACTS), Job],
  ["cronjob.yaml", cronJobYaml(FACTS), CronJob],
  ["indexed-job.yaml", indexedJobYaml(FACTS), Job],
  ["configmap.yaml", configMapYaml("flow", SETTINGS), ConfigMap],
  ["networkpolicy.yaml", networkPolicyYaml("flow", false), NetworkPolicy],
  ["networkpolicy.yaml of a workflow that talks", networkPolicyYaml("flow", true), NetworkPolicy],
  ["claims.example.yaml, data", CLAIMS[0], PersistentVolumeClaim],
  ["claims.example.yaml, out", CLAIMS[1], PersistentVolumeClaim],
  ["copy.example.yaml", copyPodYaml("flow"), PodKind],
] as const;

describe.each(ALL)("%s", (_, text, Kind) => {
  test("fits the schema of the API", () => {
    const object = parse(text) as ConstructorParameters<typeof Kind>[0];
    expect(() => new (Kind as typeof Job)(object as never).validate()).not.toThrow();
  });

  test("means the same to readers of YAML 1.1 and 1.2", () => {
    expect(parse(text, { version: "1.1" })).toEqual(parse(text, { version: "1.2" }));
  });
});

test("the pod for copying may write into the volumes of the job, which are the claims of the example", () => {
  const claims = CLAIMS.map((text) => (parse(text) as { metadata: { name: string } }).metadata.name);
  const claimsOf = (spec: unknown) =>
    (spec as { volumes: { persistentVolumeClaim?: { claimName: string } }[] }).volumes.flatMap(
      ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [],
    );
  const pod = parse(copyPodYaml("flow")) as Pod;
  expect(claimsOf(pod.spec)).toEqual(claims);
  expect(claimsOf(specOf(jobYaml(FACTS)).template.spec)).toEqual(claims);
  expect(pod.spec.containers[0].volumeMounts).toEqual([
    { name: "data", mountPath: "/data" },
    { name: "out", mountPath: "/out" },
  ]);
  expect(pod.spec.securityContext).toEqual(specOf(jobYaml(FACTS)).template.spec.securityContext);
});

test("the schemas refuse what is wrong", () => {
  const wrong = (change: (job: { spec: Record<string, unknown> }) => void) => {
    const job = parse(jobYaml(FACTS)) as { spec: Record<string, unknown> };
    change(job);
    return () => new Job(job as never).validate();
  };
  expect(wrong(({ spec }) => (spec.backoffLimit = "two"))).toThrow(/backoffLimit/);
  expect(wrong(({ spec }) => (spec.podFailurePolicy = { rules: [{ onExitCodes: {} }] }))).toThrow(/rules/);
});

describe.each(ALL.slice(0, 3))("the pod of %s", (_, text) => {
  const { template, podFailurePolicy } = specOf(text);
  const { spec } = template;
  const [container] = spec.containers;

  test("fits the pod security standard `restricted`, with a root that is read-only", () => {
    expect(spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(spec.automountServiceAccountToken).toBe(false);
  });

  test("takes settings from the ConfigMap, and secrets by name only", () => {
    const config = parse(configMapYaml("flow", SETTINGS)) as { metadata: { name: string } };
    expect(container.envFrom).toEqual([{ configMapRef: { name: config.metadata.name } }]);
    expect(container.env).toContainEqual({
      name: "API_KEY",
      valueFrom: { secretKeyRef: { name: "flow-secrets", key: "API_KEY" } },
    });
  });

  test("mounts what it reads read-only, and mounts only volumes that are there", () => {
    const names = spec.volumes.map(({ name }) => name);
    for (const { name } of container.volumeMounts) expect(names).toContain(name);
    expect(container.volumeMounts[0]).toEqual({ name: "data", mountPath: "/data", readOnly: true });
  });

  test("is selected by the network policy", () => {
    const policy = parse(networkPolicyYaml("flow", false)) as {
      spec: { podSelector: { matchLabels: object } };
    };
    expect(template.metadata.labels).toMatchObject(policy.spec.podSelector.matchLabels);
  });

  test("is not tried again where it would end the same, and is where the cluster ended it", () => {
    const codes = podFailurePolicy.rules.flatMap(({ onExitCodes }) => onExitCodes?.values ?? []);
    expect(codes.toSorted()).toEqual([1, 2, 3]);
    expect(podFailurePolicy.rules[0]).toMatchObject({ action: "Ignore" });
    for (const { onExitCodes } of podFailurePolicy.rules)
      expect(onExitCodes?.containerName ?? container.name).toBe(container.name);
    // The cluster takes the policy with no other.
    expect(spec.restartPolicy).toBe("Never");
  });
});

test("a run that failed is tried again where the network can be why", () => {
  const { podFailurePolicy } = specOf(jobYaml({ ...FACTS, usesNetwork: true }));
  expect(podFailurePolicy.rules.flatMap(({ onExitCodes }) => onExitCodes?.values ?? [])).toEqual([2, 3]);
});

test("parts are told their index, from 0, and the number of parts that there are", () => {
  const { template, completions } = specOf(indexedJobYaml(FACTS));
  const [index, count] = template.spec.containers[0].env;
  expect(index).toMatchObject({
    name: "PIPELINE_PARTITION_INDEX",
    valueFrom: { fieldRef: { fieldPath: expect.stringContaining("job-completion-index") as string } },
  });
  expect(count).toEqual({ name: "PIPELINE_PARTITIONS", value: String(completions) });
});

test("paths are set, and no value that would go before pipeline.mjs", () => {
  const { data } = parse(configMapYaml("flow", SETTINGS)) as { data: object };
  expect(data).toEqual({ PIPELINE_INPUT: "/data/rows.csv" });
});

test("settings that are comments are texts, whatever they look like", () => {
  const all = configMapYaml("flow", SETTINGS).replace(/# (?=PIPELINE_)/g, "");
  const { data } = parse(all, { version: "1.1" }) as { data: object };
  expect(data).toEqual(Object.fromEntries(SETTINGS.map(({ variable, inside }) => [variable, inside])));
});

test("nobody calls the program, and it calls others only where a node does", () => {
  const spec = (usesNetwork: boolean) =>
    (parse(networkPolicyYaml("flow", usesNetwork)) as { spec: { egress: object[] } }).spec;
  expect(spec(false)).toMatchObject({ policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] });
  expect(spec(true)).toMatchObject({ ingress: [] });
  expect(spec(true).egress).not.toEqual([]);
});
