// configmap.yaml and networkpolicy.yaml: what can be set, and whom the program may talk to.

import type { ContainerSetting } from "../container/places.ts";
import { valueComments } from "../container/value-comments.ts";
import { yamlText } from "../yaml-text.ts";
import { configName, labelsOf } from "./pod.ts";

export function configMapYaml(name: string, settings: readonly ContainerSetting[]): string {
  const object = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: configName(name), labels: labelsOf(name) },
    data: Object.fromEntries(
      settings.filter(({ isPath }) => isPath).map(({ variable, inside }) => [variable, inside]),
    ),
  };
  return yamlText(object, {
    head: "Where the program reads and writes in its container, and what can be set. README.md tells what each of them is.",
    behind: [[["data"], valueComments(settings)]],
  });
}

/** Nobody may call it, and it may call nobody, unless a node of the workflow has to. */
export function networkPolicyYaml(name: string, usesNetwork: boolean): string {
  const ports = (...numbers: readonly (readonly [protocol: string, port: number])[]) => ({
    ports: numbers.map(([protocol, port]) => ({ protocol, port })),
  });
  const object = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, labels: labelsOf(name) },
    spec: {
      podSelector: { matchLabels: labelsOf(name) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [],
      egress: usesNetwork ? [ports(["UDP", 53], ["TCP", 53]), ports(["TCP", 443])] : [],
    },
  };
  return yamlText(object, {
    head: usesNetwork
      ? "Nobody may call it. It may look up names and call others by HTTPS: narrow that down to whom your nodes talk to."
      : "Nobody may call it, and it calls nobody: no node of the workflow uses the network.",
  });
}
