// Is what is typed to be opened found, whatever it is?

import { expect, test } from "vitest";
import type { Bridge } from "../../../bridge/bridge.ts";
import { typedTarget } from "./typed-target.ts";

const FOLDERS = ["/home/ada", "/home/ada/work", "/home/ada/my work"];
const FILES = ["/home/ada/work/flow.json"];

/** A host with these files. What is not there lies in the nearest folder, as of app/host/list-folder.ts. */
const bridge = {
  file: {
    list: async ({ path }: { path: string }) => {
      const isThere = FOLDERS.includes(path);
      const isFile = FILES.includes(path);
      return { path: isThere ? path : "/home/ada/work", missing: isThere ? null : path, isFile };
    },
  },
} as unknown as Bridge;

test.each([
  ["flow.json", { is: "file", path: "/home/ada/work/flow.json", folder: "/home/ada/work" }],
  ["~/work/flow.json", { is: "file", path: "/home/ada/work/flow.json", folder: "/home/ada/work" }],
  ["~", { is: "folder", path: "/home/ada" }],
  ["/home/ada/work/", { is: "folder", path: "/home/ada/work" }],
  [' "/home/ada/my work" ', { is: "folder", path: "/home/ada/my work" }],
  ["~/wrong/flow.json", { is: "nothing", path: "/home/ada/wrong/flow.json" }],
])("%s is %j", async (text, target) =>
  expect(await typedTarget(bridge, text, "/home/ada/work", "/home/ada")).toEqual(target),
);
