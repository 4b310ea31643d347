// An .onnx file: a path, and in a line what the model takes and gives.

import { words } from "../../strings/inspector.ts";
import { useModel } from "../model/use-model.ts";
import { shortTensorText, sidesText, tensorText } from "../model/model-text.ts";
import type { ControlProps } from "./control.ts";
import { PathControl } from "./path.tsx";

export function ModelControl(props: ControlProps) {
  const path = typeof props.value === "string" ? props.value : "";
  return (
    <div>
      <PathControl {...props} folder={false} />
      {path !== "" && <ModelLine path={path} />}
    </div>
  );
}

function ModelLine({ path }: { readonly path: string }) {
  const { state } = useModel(path);
  if (state.is === "reading") return <p className="mr-model-line">{words.modelReading}</p>;
  if (state.is === "failed") return null;
  const { model, is, refusals } = state.card;
  if (refusals.length > 0)
    return (
      <p className="mr-model-line" data-refused>
        {words.modelRefused}: {refusals[0].message}
      </p>
    );
  if (!model) return <p className="mr-model-line">{is}</p>;
  return (
    <p className="mr-model-line mr-mono" title={sidesText(model, tensorText)}>
      {sidesText(model, shortTensorText)}
    </p>
  );
}
