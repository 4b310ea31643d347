// What a kind is and does, in its own words.

import { words } from "../../strings/inspector.ts";
import type { Kind } from "../catalog-types.ts";

export function KindHelp({ kind }: { readonly kind: Kind }) {
  const { summary, effects, determinism, state, inputs, outputs } = kind;
  const touched = effects.map((effect) => words.effectNames[effect] ?? effect).join(", ");
  return (
    <>
      <p>{summary}</p>
      <dl className="mr-facts">
        <dt>{words.kindName}</dt>
        <dd className="mr-mono">
          {kind.kind} {kind.version}
        </dd>
        <dt>{words.category}</dt>
        <dd>{words.categories[kind.category] ?? kind.category}</dd>
        <dt>{words.effects}</dt>
        <dd>{touched || words.noEffects}</dd>
        <dt>{words.determinism}</dt>
        <dd>{words.determinismNames[determinism] ?? words.otherDeterminism}</dd>
        <dt>{words.state}</dt>
        <dd>{words.stateNames[state] ?? words.otherState}</dd>
        <Ports title={words.inputs} ports={inputs} />
        <Ports title={words.outputs} ports={outputs} />
      </dl>
      {kind.params.length > 0 && (
        <dl className="mr-param-help">
          {kind.params.map(({ name, title, help }) => (
            <div key={name}>
              <dt>
                {title} <code>{name}</code>
              </dt>
              <dd>{help}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

interface PortsProps {
  readonly title: string;
  readonly ports: Kind["inputs"];
}

function Ports({ title, ports }: PortsProps) {
  const entries = Object.entries(ports);
  if (entries.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {entries.map(([id, { flow, title: name, many, optional }]) => (
          <div key={id}>
            <code>{id}</code>{" "}
            {[name, flow, many && words.many, optional && words.optional].filter(Boolean).join(", ")}
          </div>
        ))}
      </dd>
    </>
  );
}
