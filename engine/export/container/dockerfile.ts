// Dockerfile and .dockerignore: what goes into the image, and as whom it runs.

import { oneLine } from "../one-line.ts";
import { DATA, OUT, PROGRAM, USER, type ContainerSetting } from "./places.ts";

/** The Node of the image: a line that is supported for long, to the patch. */
export const NODE_VERSION = "24.21.0";

export interface DockerfileFacts {
  readonly name: string;
  readonly title: string;
  readonly workflow: string;
  readonly millrace: string;
  /** Names of the packages that npm brings. */
  readonly packages: readonly string[];
  readonly settings: readonly ContainerSetting[];
}

/**
 * Of stages, so that npm's cache and the libraries for other machines stay out. The program is owned by root and run by another user.
 */
export function dockerfile(facts: DockerfileFacts): string {
  const { name, title, workflow, millrace, packages, settings } = facts;
  const byNpm = packages.length > 0;
  return [
    // Not the title first: `# syntax=…` would be a word for Docker.
    `# The image of ${oneLine(title)}: docker build -t ${name} .`,
    `# Made by Millrace ${millrace} from ${oneLine(workflow)}.`,
    "# Another Node: --build-arg NODE_VERSION=X.Y.Z",
    `ARG NODE_VERSION=${NODE_VERSION}`,
    "",
    ...(byNpm ? packagesStage(packages) : []),
    "# The program on its samples: the build fails where it does not compute what the workflow computed. What is compiled on",
    "# the way is kept, so that the image starts sooner.",
    `FROM ${base("checked")}`,
    `WORKDIR ${PROGRAM}`,
    ...(byNpm ? [`COPY --from=packages ${PROGRAM}/node_modules ./node_modules`] : []),
    "COPY . .",
    `RUN chmod -R a+rX . && node pipeline.mjs --selftest${byNpm ? " && rm -rf node_modules" : ""}`,
    "",
    `FROM ${base()}`,
    `LABEL org.opencontainers.image.title=${quoted(oneLine(title))}`,
    "ENV NODE_ENV=production",
    "# Where it reads and writes: mount these two folders.",
    `RUN install -d -o ${USER} -g ${USER} ${DATA} ${OUT}`,
    ...settings
      .filter(({ isPath }) => isPath)
      .map(({ variable, inside }) => `ENV ${variable}=${quoted(inside)}`),
    ...(byNpm ? [`COPY --from=packages ${PROGRAM}/node_modules ${PROGRAM}/node_modules`] : []),
    `COPY --from=checked ${PROGRAM} ${PROGRAM}`,
    "# The user `node`, as a number: a cluster can see that it is not root.",
    `USER ${USER}:${USER}`,
    `WORKDIR ${OUT}`,
    "# In this form Node itself gets the signal to stop, and lets the rows finish that were begun.",
    `ENTRYPOINT ["node", "${PROGRAM}/pipeline.mjs"]`,
    "",
  ].join("\n");
}

function packagesStage(packages: readonly string[]): string[] {
  const library = "node_modules/onnxruntime-node/bin/napi-v6";
  const foreign = `find ${library} -mindepth 2 -maxdepth 2 ! -path "*/linux/$(node -p process.arch)" -exec rm -rf {} +`;
  const hasModels = packages.includes("onnxruntime-node");
  return [
    `# What npm brings${hasModels ? ", without the model runtime's libraries for other machines" : ""}.`,
    `FROM ${base("packages")}`,
    `WORKDIR ${PROGRAM}`,
    "COPY package.json package-lock.json .npmrc ./",
    `RUN npm ci --omit=dev --ignore-scripts${hasModels ? ` \\\n && ${foreign}` : ""}`,
    "",
  ];
}

function base(stage?: string): string {
  return `node:\${NODE_VERSION}-bookworm-slim${stage ? ` AS ${stage}` : ""}`;
}

/** What is in the image of the program's folder. Everything else stays out: data, results, secrets. */
const IN_IMAGE = [
  "pipeline.mjs",
  "package.json",
  "package-lock.json",
  ".npmrc",
  "runtime",
  "params",
  "models",
  "selftest",
  "parity.json",
  "sbom.cdx.json",
  "THIRD-PARTY.md",
] as const;

export function dockerignore(): string {
  return [
    "# Only what the program is made of goes into the image: no data, no results, no .env.",
    "*",
    ...IN_IMAGE.map((path) => `!${path}`),
    "# Compiled for another machine.",
    "runtime/compiled",
    "",
  ].join("\n");
}

/** As Docker reads it: `$` would begin a variable. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"$]/g, "\\$&")}"`;
}
