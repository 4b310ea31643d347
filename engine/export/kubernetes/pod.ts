// The pod of every manifest: the image with its settings and volumes, with the rights of the standard `restricted`, and no more.

import { DATA, OUT, USER } from "../container/places.ts";
import type { Resources } from "./resources.ts";

export interface PodFacts {
  readonly name: string;
  readonly resources: Resources;
  /** Names of environment variables, each a key of the Secret. */
  readonly secrets: readonly string[];
  /** Further variables. */
  readonly env?: readonly object[];
}

/** What all objects of the program carry, and the network policy selects by. */
export function labelsOf(name: string): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": name };
}

export const configName = (name: string) => `${name}-settings`;
export const secretName = (name: string) => `${name}-secrets`;
/** Volumes for what it reads and writes, which the operator makes. */
export const claimNames = (name: string) => ({ data: `${name}-data`, out: `${name}-out` });
export const copyName = (name: string) => `${name}-copy`;
/** Where the container is called by its name. */
export const CONTAINER = "pipeline";

/** That of the program's package.json. No `latest`: two pods of one job would not have to be the same. */
export const VERSION = "1.0.0";

/** Seconds in which the rows that were begun are finished when a pod is to end. */
const GRACE_SECONDS = 60;

/** Of the standard `restricted`. */
export const POD_RIGHTS = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  // A large volume that is its group's already is not walked through at each start.
  fsGroupChangePolicy: "OnRootMismatch",
  seccompProfile: { type: "RuntimeDefault" },
} as const;

export const CONTAINER_RIGHTS = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
} as const;

export function podTemplate({ name, resources, secrets, env = [] }: PodFacts) {
  const fromSecret = secrets.map((key) => ({
    name: key,
    valueFrom: { secretKeyRef: { name: secretName(name), key } },
  }));
  const claims = claimNames(name);
  const variables = [...env, ...fromSecret];
  return {
    metadata: { labels: labelsOf(name) },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: GRACE_SECONDS,
      securityContext: POD_RIGHTS,
      containers: [
        {
          name: CONTAINER,
          image: `${name}:${VERSION}`,
          args: ["--threads", "1"],
          envFrom: [{ configMapRef: { name: configName(name) } }],
          ...(variables.length > 0 && { env: variables }),
          resources,
          securityContext: CONTAINER_RIGHTS,
          volumeMounts: [
            { name: "data", mountPath: DATA, readOnly: true },
            { name: "out", mountPath: OUT },
            { name: "tmp", mountPath: "/tmp" },
          ],
        },
      ],
      volumes: [
        { name: "data", persistentVolumeClaim: { claimName: claims.data, readOnly: true } },
        { name: "out", persistentVolumeClaim: { claimName: claims.out } },
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
      ],
    },
  };
}
