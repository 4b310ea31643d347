// The ports of a card: dots that wires begin and end at, named when the pointer is there and while a wire is drawn.

import { Handle, Position as Side } from "@xyflow/react";
import { flowsTogether } from "../../edits/ports.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useCanvas } from "../adapter/context.ts";
import type { Port, Ports } from "../adapter/ports.ts";
import type { BrokenPorts } from "./broken-ports.ts";

interface Props {
  readonly id: string;
  readonly ports: Ports;
}

export function PortDots({ id, ports, broken }: Props & { readonly broken: BrokenPorts }) {
  // Several ports need names to tell them apart; the only one needs none.
  const named = ports.outputs.filter(({ isError }) => !isError).length > 1;
  return (
    <>
      {ports.inputs.map((port) => (
        <PortDot
          key={port.id}
          node={id}
          port={port}
          named={ports.inputs.length > 1}
          wrong={broken.get(port.id)}
        />
      ))}
      {ports.outputs.map((port) => (
        <PortDot
          key={port.id}
          node={id}
          port={port}
          named={named && !port.isError}
          wrong={broken.get(port.id)}
        />
      ))}
    </>
  );
}

interface DotProps {
  readonly node: string;
  readonly port: Port;
  readonly named: boolean;
  /** What is wrong here, with the next step. */
  readonly wrong: string | undefined;
}

function PortDot({ node, port, named, wrong }: DotProps) {
  const { id, title, side, flow, color, y, isError, unknown } = port;
  /** Whether the wire that is being drawn can end here; null while none is. */
  const fits = useCanvas(({ wiring }) => {
    if (!wiring) return null;
    if (wiring.node === node && wiring.port === id && wiring.side === side) return null;
    if (wiring.side === side || wiring.node === node || unknown) return false;
    return side === "input" ? flowsTogether(wiring.flow, flow) : flowsTogether(flow, wiring.flow);
  });
  const classes = ["mr-port", `mr-port-${side}`, isError ? "mr-flow-error" : `mr-flow-${color}`];
  if (isError) classes.push("mr-port-error");
  if (unknown) classes.push("mr-port-unknown");
  if (wrong !== undefined) classes.push("mr-port-broken");
  if (named) classes.push("mr-port-named");
  if (fits !== null) classes.push(fits ? "mr-port-fits" : "mr-port-faded");
  const label = side === "input" ? words.input(title) : words.output(title);
  return (
    <Handle
      id={id}
      type={side === "input" ? "target" : "source"}
      position={side === "input" ? Side.Left : Side.Right}
      className={classes.join(" ")}
      style={{ top: y }}
      role="img"
      aria-label={label}
      aria-description={wrong}
      title={wrong}
      isConnectableStart={!unknown}
      isConnectableEnd={!unknown}
    >
      <span className="mr-port-name" aria-hidden>
        {unknown ? words.unknownPort(title) : title}
        {!unknown && <span className="mr-port-type">{words.flows[isError ? "error" : color] ?? color}</span>}
      </span>
    </Handle>
  );
}

/** From afar: nothing to see or to touch, but React Flow measures where wires end. */
export function PortPlaces({ id, ports }: Props) {
  return [...ports.inputs, ...ports.outputs].map((port) => (
    <div
      key={`${port.side} ${port.id}`}
      className={`react-flow__handle mr-port-place ${port.side === "input" ? "target react-flow__handle-left" : "source react-flow__handle-right"}`}
      data-handleid={port.id}
      data-nodeid={id}
      data-handlepos={port.side === "input" ? Side.Left : Side.Right}
      style={{ top: port.y }}
    />
  ));
}
