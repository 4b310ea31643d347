// The port whose data is shown, and its result: the node's own, or where it has none, what comes into it.

import { useMemo } from "react";
import type { PreviewPort } from "../../bridge/shapes.ts";
import type { NodeDocument } from "../../../engine/document/types.ts";
import { useDocument, usePlan, usePreview, useUi } from "../workspace.tsx";
import type { Place } from "./preview/samples.ts";
import { inputsOf, portsOf, type ShownInput, type ShownPort } from "./shown.ts";
import { useNodeTitle } from "./use-node-title.ts";

export interface ShownData {
  readonly ports: readonly ShownPort[];
  /** null: the node gives nothing on. */
  readonly output: Place | null;
  readonly outputResult: PreviewPort | undefined;
  /** All that comes into the node; `input` is the one that is shown. */
  readonly inputs: readonly ShownInput[];
  readonly input: Place | null;
  readonly inputResult: PreviewPort | undefined;
  readonly inputTitle: string;
}

export function useShownData(node: NodeDocument, inputAt = 0): ShownData {
  const { id } = node;
  const planned = usePlan(({ nodes }) => nodes[id]);
  const result = usePreview(({ nodes }) => nodes[id]);
  const document = useDocument((state) => state.document);
  const wanted = useUi((state) => state.port);
  const ports = useMemo(() => portsOf(planned, result), [planned, result]);
  const port = (ports.find((candidate) => candidate.id === wanted) ?? ports.at(0))?.id ?? null;
  const output = useMemo(() => (port === null ? null : { node: id, port }), [id, port]);
  const inputs = useMemo(() => inputsOf(document, id), [document, id]);
  const input = (inputs.at(inputAt) ?? inputs.at(0))?.from ?? null;
  const inputResult = usePreview(({ nodes }) => (input ? nodes[input.node]?.ports[input.port] : undefined));
  const inputTitle = useNodeTitle(input?.node ?? "");
  return {
    ports,
    output,
    outputResult: port === null ? undefined : result?.ports[port],
    inputs,
    input,
    inputResult,
    inputTitle,
  };
}
