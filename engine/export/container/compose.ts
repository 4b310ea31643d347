// compose.yaml: the image run once, with nothing that it does not need.

import { oneLine } from "../one-line.ts";
import { yamlText } from "../yaml-text.ts";
import { DATA, OUT, USER, type ContainerSetting } from "./places.ts";
import { valueComments } from "./value-comments.ts";

export interface ComposeFacts {
  readonly name: string;
  readonly title: string;
  readonly settings: readonly ContainerSetting[];
  /** Names of environment variables. */
  readonly secrets: readonly string[];
  readonly usesNetwork: boolean;
}

export function composeFile({ name, title, settings, secrets, usesNetwork }: ComposeFacts): string {
  const pipeline = {
    build: ".",
    image: `${name}:latest`,
    user: `\${PIPELINE_USER:-${USER}:${USER}}`,
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    ...(!usesNetwork && { network_mode: "none" }),
    tmpfs: ["/tmp"],
    restart: "no",
    stop_grace_period: "1m",
    environment: {
      ...Object.fromEntries(
        settings.filter(({ isPath }) => isPath).map(({ variable, inside }) => [variable, plain(inside)]),
      ),
      // Without a value: it is taken from the environment of who starts it, or from .env.
      ...Object.fromEntries(secrets.map((secret) => [secret, null])),
    },
    volumes: [
      { type: "bind", source: "./data", target: DATA, read_only: true },
      { type: "bind", source: "./out", target: OUT },
    ],
  };
  const at = (...path: string[]) => ["services", "pipeline", ...path];
  return yamlText(
    { services: { pipeline } },
    {
      head: `${oneLine(title)}, run once: docker compose run --rm pipeline`,
      keys: [
        [at("user"), `Who owns what it writes: export PIPELINE_USER="$(id -u):$(id -g)"`],
        ...(usesNetwork ? [] : [[at("network_mode"), "Nothing in it talks to others."] as const]),
        [at("tmpfs"), "For --selftest; a run writes to /out only."],
        [at("stop_grace_period"), "To let the rows finish that were begun."],
        [at("environment"), "Where it reads and writes in the container, and secrets."],
        [at("volumes"), `What it reads, and what it writes: change "source".`],
      ],
      behind: [[at("environment"), valueComments(settings, plain)]],
    },
  );
}

/** Compose puts variables in where there is a `$`. */
function plain(text: string): string {
  return text.replaceAll("$", "$$$$");
}
