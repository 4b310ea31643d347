// Are new nodes set to what their files say, without a step of its own to take back?

import { expect, test } from "vitest";
import type { Bridge } from "../../bridge/bridge.ts";
import type { Command } from "../../../engine/document/command.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import { createDocumentStore } from "../stores/document.ts";
import { createUiStore } from "../stores/ui.ts";
import { performNew } from "./perform-new.ts";

const EMPTY = writeWorkflow({ format: "millrace", version: 1, nodes: [], edges: [], view: { nodes: {} } });
const NODE = { id: "model", kind: "onnx", version: 1, title: "iris.onnx", params: {} };
const ADD: Command = { do: "add-node", node: NODE, at: { x: 0, y: 0 } };
const EDIT = { label: "drop file", commands: [ADD] };
const NAMED: Command = { do: "set-param", id: "model", param: "scoreNames", value: "classes" };

/** A workspace whose engine answers `plan.suited` when it is told to. */
function workspace() {
  let answer: (commands: readonly Command[] | null) => void = () => {};
  const asked: unknown[] = [];
  const bridge = {
    document: { journal: async () => ({}) },
    plan: {
      suited: ({ nodes }: { nodes: readonly string[] }) => {
        asked.push(nodes);
        return new Promise((resolve, reject) => {
          answer = (commands) =>
            commands ? resolve({ commands }) : reject(new Error("The engine is gone."));
        });
      },
    },
  } as unknown as Bridge;
  const document = createDocumentStore(bridge, {
    ...{ session: "s", path: null, untitled: "u", name: "Untitled", text: EMPTY },
    ...{ hash: null, trusted: true, recovery: null },
  });
  const settle = async (commands: readonly Command[] | null) => {
    answer(commands);
    await new Promise(setImmediate);
  };
  const paramsNow = () => document.getState().document.nodes.map(({ params }) => params);
  return {
    parts: {
      bridge,
      document,
      ui: createUiStore({ getItem: () => null, setItem: () => {} } as unknown as Storage),
    },
    document,
    asked,
    settle,
    paramsNow,
  };
}

test("they are there at once, and set in the same step when the engine has looked", async () => {
  const { parts, document, asked, settle, paramsNow } = workspace();
  expect(performNew(parts, EDIT)).toBeNull();
  expect(paramsNow()).toEqual([{}]);
  expect(asked).toEqual([["model"]]);
  await settle([NAMED]);
  expect(paramsNow()).toEqual([{ scoreNames: "classes" }]);
  document.undo();
  expect(paramsNow()).toEqual([]);
  document.redo();
  expect(paramsNow()).toEqual([{ scoreNames: "classes" }]);
});

test("one that is gone by then stays gone", async () => {
  const { parts, document, settle, paramsNow } = workspace();
  performNew(parts, EDIT);
  document.undo();
  await settle([NAMED]);
  expect(paramsNow()).toEqual([]);
  document.redo();
  expect(paramsNow()).toEqual([{}]);
});

test("without an engine they stay as their kinds have them", async () => {
  const { parts, settle, paramsNow } = workspace();
  performNew(parts, EDIT);
  await settle(null);
  expect(paramsNow()).toEqual([{}]);
});
