// claims.example.yaml and copy.example.yaml: volumes for what the program reads and writes, and a pod through which files get there.

import { DATA, OUT } from "../container/places.ts";
import { yamlText } from "../yaml-text.ts";
import { claimNames, CONTAINER_RIGHTS, copyName, POD_RIGHTS, VERSION } from "./pod.ts";

const SIZE = "1Gi";
const COPY_SECONDS = 3600;

export function claimsYaml(name: string): string {
  const claims = claimNames(name);
  const claim = (claimName: string) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: claimName },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: SIZE } } },
  });
  const mode = ["spec", "accessModes"];
  const size = [["spec", "resources", "requests"], "By your data."] as const;
  const data = yamlText(claim(claims.data), {
    head: "An example: two volumes of the class that your cluster gives unless asked for another (storageClassName).\nWhat the program reads.",
    keys: [size],
  });
  const out = yamlText(claim(claims.out), {
    head: "What it writes.",
    keys: [
      [
        mode,
        "In parts on several nodes (indexed-job.yaml), this volume and the other have to be ReadWriteMany.",
      ],
      size,
    ],
  });
  return `${data}---\n${out}`;
}

/** Without the labels of the program: it is none of its runs. */
export function copyPodYaml(name: string): string {
  const claims = claimNames(name);
  const object = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: copyName(name) },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      activeDeadlineSeconds: COPY_SECONDS,
      terminationGracePeriodSeconds: 1,
      securityContext: POD_RIGHTS,
      containers: [
        {
          name: "copy",
          image: `${name}:${VERSION}`,
          command: ["sleep", String(COPY_SECONDS)],
          resources: {
            requests: { cpu: "50m", memory: "32Mi" },
            limits: { cpu: "500m", memory: "128Mi" },
          },
          securityContext: CONTAINER_RIGHTS,
          volumeMounts: [
            { name: "data", mountPath: DATA },
            { name: "out", mountPath: OUT },
          ],
        },
      ],
      volumes: [
        { name: "data", persistentVolumeClaim: { claimName: claims.data } },
        { name: "out", persistentVolumeClaim: { claimName: claims.out } },
      ],
    },
  };
  return yamlText(object, {
    head: "A pod that does nothing for an hour, so that kubectl cp can put files into the volumes and take them out. Delete it afterwards.",
    keys: [
      [["spec", "containers", 0, "image"], "Where you have pushed it. It has the tar that kubectl cp needs."],
    ],
  });
}
