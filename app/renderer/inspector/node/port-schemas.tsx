// What comes in and goes out: the columns of each port, as the plan knows them.

import { words } from "../../strings/inspector.ts";
import type { PlannedView } from "../../../bridge/shapes.ts";
import type { Schema } from "../../../../engine/frames/types.ts";
import { parsePort } from "../../../../engine/document/types.ts";
import { useIsCurrentRun } from "../../run-issue.ts";
import { useDocument, usePlan, usePreview, useRun, useUi, useWorkspace } from "../../workspace.tsx";
import type { Kind } from "../catalog-types.ts";
import { SchemaList } from "../schema-list.tsx";
import { useSame } from "../use-same.ts";
import { ERROR_PORT } from "../../edits/ports.ts";

interface Props {
  readonly id: string;
  readonly kind: Kind | undefined;
}

const NOTHING: Pick<PlannedView, "inputs" | "outputs" | "ports"> = { inputs: {}, outputs: {}, ports: {} };

export function PortSchemas({ id, kind }: Props) {
  const planned = usePlan(useSame((state) => state.nodes[id] ?? NOTHING));
  const ran = useRun((state) => state.nodes[id]?.counters ?? null);
  // Of an older run nothing is said: what the sample has is newer.
  const counters = useIsCurrentRun(id) ? ran : null;
  const wired = useDocument(
    useSame(({ document }) => {
      const ends = document.edges.map(({ to }) => parsePort(to)).filter(({ node }) => node === id);
      return ends.map(({ port }) => port);
    }),
  );
  const inputs = Object.entries(kind?.inputs ?? {});
  // The plan knows which ports the params make.
  const outputs = Object.entries(
    Object.keys(planned.ports).length > 0 ? planned.ports : (kind?.outputs ?? {}),
  );
  const own = outputs.filter(([port]) => port !== ERROR_PORT);
  if (inputs.length + own.length === 0) return <p className="mr-faint">{words.noPorts}</p>;
  return (
    <>
      {inputs.map(([port, spec]) => (
        <Port
          key={`in ${port}`}
          side={words.inputs}
          port={port}
          title={spec.title}
          flow={spec.flow}
          schema={planned.inputs[port]}
          otherwise={wired.includes(port) ? words.noSchema : words.nothingWired}
          rows={inputs.length === 1 ? (counters?.rowsIn ?? null) : null}
        />
      ))}
      {own.map(([port, spec]) => (
        <OutputPort
          key={`out ${port}`}
          node={id}
          port={port}
          title={spec.title}
          flow={spec.flow}
          schema={planned.outputs[port]}
          rows={(own.length === 1 ? counters?.rowsOut : counters?.rowsByPort?.[port]) ?? null}
        />
      ))}
    </>
  );
}

interface PortProps {
  readonly side: string;
  readonly port: string;
  readonly title?: string;
  readonly flow: string;
  readonly schema: Schema | undefined;
  readonly otherwise: string;
  /** Of the last run. */
  readonly rows: number | null;
  /** Of the sample, where nothing is known of a run. */
  readonly sampled?: number | null;
  readonly onShow?: () => void;
  readonly shown?: boolean;
}

function OutputPort({ node, ...props }: Omit<PortProps, "side" | "otherwise"> & { readonly node: string }) {
  const { ui } = useWorkspace();
  const shown = useUi((state) => state.port === props.port);
  const sampled = usePreview((state) => state.nodes[node]?.ports[props.port]?.rows ?? null);
  return (
    <Port
      {...props}
      side={words.outputs}
      otherwise={words.noSchema}
      sampled={sampled}
      shown={shown}
      onShow={() => ui.setState({ port: props.port, dockTab: "preview" })}
    />
  );
}

function Port({
  side,
  port,
  title,
  flow,
  schema,
  otherwise,
  rows,
  sampled = null,
  onShow,
  shown,
}: PortProps) {
  // "In" says enough of a port that is called so.
  const usual = title === undefined && words.usualPorts.includes(port);
  const name = usual ? side : (title ?? port);
  const counted =
    rows !== null ? words.rowsOfRun(rows) : sampled !== null ? words.rowsOfSample(sampled) : null;
  const facts = [schema && words.columns(schema.fields.length), counted].filter(Boolean);
  return (
    <section className="mr-in-port" aria-label={`${side}: ${name}`}>
      <header>
        <span className="mr-port-dot" data-flow={flow} aria-hidden />
        {!usual && <span className="mr-port-side">{side}</span>}
        {onShow ? (
          <button
            type="button"
            className="mr-in-port-name"
            aria-pressed={shown}
            title={words.showData(name)}
            onClick={onShow}
          >
            {name}
          </button>
        ) : (
          <span className="mr-in-port-name">{name}</span>
        )}
        <span className="mr-port-facts mr-numbers">{facts.join(" · ")}</span>
      </header>
      {schema ? <SchemaList schema={schema} label={name} /> : <p className="mr-faint">{otherwise}</p>}
    </section>
  );
}
