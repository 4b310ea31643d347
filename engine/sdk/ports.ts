// Ports: what a node takes and gives, as plain data.

/** What flows through a port; decides its colour and which wires are possible at all. */
export type PortFlow = "table" | "tensor" | "image" | "audio" | "text" | "event" | "any";

export interface PortSpec {
  readonly flow: PortFlow;
  readonly title?: string;
  /** Whether several wires may end here; their frames arrive port by port in file order. Inputs only. */
  readonly many?: boolean;
  /** Whether the node works without a wire here. Inputs only. */
  readonly optional?: boolean;
}

export type PortMap = Readonly<Record<string, PortSpec>>;

/** Rows with columns: what most ports take. Frames of pictures and tensors are tables too. */
export function table(options: Omit<PortSpec, "flow"> = {}): PortSpec {
  return { flow: "table", ...options };
}

export function images(options: Omit<PortSpec, "flow"> = {}): PortSpec {
  return { flow: "image", ...options };
}

/** The port every node has besides its own: rows that failed here, with `error_code`, `error_cause` and `error_place`. */
export const ERROR_PORT = "error";
