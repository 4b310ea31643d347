// What the operator's README says of the cluster.

import { DATA, OUT, type ContainerSetting } from "../container/places.ts";
import { shellWord } from "../shell-word.ts";
import { claimNames, configName, copyName, secretName, VERSION } from "./pod.ts";

export interface ClusterReadme {
  readonly name: string;
  readonly settings: readonly ContainerSetting[];
  readonly secrets: readonly string[];
  /** Why the workflow cannot be computed in parts; null = it can. */
  readonly noParts: string | null;
}

/** A part of the section on running it. */
export function clusterText({ name, settings, secrets, noParts }: ClusterReadme): string {
  return `### In a cluster

Put the name that the image has in your registry into \`image\` of the manifests. Then:

\`\`\`sh
docker tag ${name} REGISTRY/${name}:${VERSION} && docker push REGISTRY/${name}:${VERSION}
${secrets.length > 0 ? `kubectl create secret generic ${secretName(name)} ${secrets.map((key) => `--from-literal=${key}=…`).join(" ")}\n` : ""}kubectl apply -f kubernetes/claims.example.yaml   # or volumes that you have
kubectl apply -f kubernetes/configmap.yaml -f kubernetes/networkpolicy.yaml
${copyText(name, settings)}\`\`\`

Never \`kubectl apply -f kubernetes/\`: that starts all jobs of the folder at once, and they write the same files.

- **Volumes**: the claims \`${claimNames(name).data}\` (what it reads) and \`${claimNames(name).out}\` (where it writes) are yours to make, such as those of \`claims.example.yaml\`; the files lie as the table above says.
- **A new image** (built again after a change) needs a new tag, in all manifests: nodes that have an image of the old tag would go on with that.
- **Settings**: paths are in \`configmap.yaml\` (\`${configName(name)}\`). Thresholds, conditions and the like stand there as comments: a value that is set there goes before \`pipeline.mjs\` in the image.${secrets.length > 0 ? ` **Secrets** are named in the manifests and come from \`${secretName(name)}\`.` : ""}
- **Rights**: the pods fit the pod security standard \`restricted\`; the network policy works where the cluster's network knows policies.
- **Resources** were measured when it was exported; the manifests say how.
- **Exit codes**: a run that would end the same way again is not tried again. 3 (done, but rows failed) counts as a failed job, so that somebody looks; the outputs are complete.
- **In parts**: ${
    noParts === null
      ? `\`indexed-job.yaml\` computes the workflow in 4 pods at once, each a part of the rows; change \`completions\` and \`PIPELINE_PARTITIONS\` together.`
      : `not for this workflow: ${noParts} So there is no \`indexed-job.yaml\`.`
  }

The manifests want Kubernetes 1.31 or newer${noParts === null ? " (indexed-job.yaml: 1.33)" : ""}.
`;
}

/** Data in, one run, results out. */
function copyText(name: string, settings: readonly ContainerSetting[]): string {
  const pod = copyName(name);
  const copies = (role: "input" | "output", line: (inside: string) => string) =>
    [...new Set(settings.filter((setting) => setting.role === role).map(({ inside }) => line(inside)))].join(
      "",
    );
  const local = (inside: string) => shellWord(inside.replace(/^\//, ""));
  const there = (inside: string) => `${pod}:${shellWord(inside)}`;
  return `kubectl apply -f kubernetes/copy.example.yaml && kubectl wait --for=condition=Ready pod/${pod}
${copies("input", (inside) => `kubectl cp ${local(inside)} ${there(inside)}\n`)}kubectl apply -f kubernetes/job.yaml
kubectl logs -f job/${name}
kubectl exec ${pod} -- ls ${DATA} ${OUT}
${copies("output", (inside) => `kubectl cp ${there(inside)} ${local(inside)}\n`)}kubectl delete pod ${pod}
`;
}

/** The section on scheduling it. */
export function clusterSchedule(name: string): string {
  return `\`kubernetes/cronjob.yaml\` runs it every hour (\`schedule\`), and never two at once:

\`\`\`sh
kubectl apply -f kubernetes/cronjob.yaml
kubectl create job --from=cronjob/${name} ${name}-now   # at once
\`\`\`
`;
}
