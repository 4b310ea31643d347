// A setting of an image, as tests of what containers are told make it up.

import type { ContainerSetting } from "../../engine/export/container/places.ts";

export function containerSetting(variable: string, inside: string, isPath = false): ContainerSetting {
  const role = isPath ? "input" : "value";
  return { node: "n", param: "p", name: "n", value: inside, help: "", isPath, role, variable, inside };
}
