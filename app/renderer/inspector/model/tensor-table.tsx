// Inputs or outputs of a model: name, element type, shape with open dimensions by their names, classes.

import { words } from "../../strings/inspector.ts";
import { shapeText } from "./model-text.ts";
import type { TensorInfo } from "./model-data.ts";

interface Props {
  readonly title: string;
  readonly tensors: readonly TensorInfo[];
}

export function TensorTable({ title, tensors }: Props) {
  if (tensors.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="mr-tensors">
        {tensors.map((info) => (
          <li key={info.name}>
            <span className="mr-mono" title={info.name}>
              {info.name}
            </span>
            <TensorShape info={info} />
            {info.labels && info.labels.length > 0 && (
              <span className="mr-tensor-labels" title={info.labels.join(", ")}>
                {words.modelClasses(info.labels.length)}: {info.labels.join(", ")}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function TensorShape({ info }: { readonly info: TensorInfo }) {
  const { dtype, shape, anyRank } = info;
  return (
    <span className="mr-tensor-shape mr-mono" title={anyRank ? words.modelAnyRank : shapeText(info)}>
      {dtype}
      {"["}
      {anyRank
        ? "…"
        : shape.map((dim, i) => (
            <span key={i}>
              {i > 0 && ","}
              {typeof dim === "string" ? <em title={`${dim} ${words.modelFree}`}>{dim}</em> : dim}
            </span>
          ))}
      {"]"}
    </span>
  );
}
