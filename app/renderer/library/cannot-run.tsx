// Which models of an entry cannot run here, and why. Each is opened once, in a process that may die of it.

import { useEffect, useState } from "react";
import * as z from "zod/mini";
import type { LibraryEntry } from "../../bridge/shapes.ts";
import { filesOf, hasEnding, type LibraryFileChoice } from "../edits/library-model.ts";
import { modelCardShape, type ModelProblem } from "../inspector/model/model-data.ts";
import { Problem } from "../inspector/model/problem.tsx";
import { libraryText as text } from "../strings/library.ts";
import { useDocument, useWorkspace } from "../workspace.tsx";

export function CannotRun({ entry }: { readonly entry: LibraryEntry }) {
  return filesOf(entry)
    .filter(({ file }) => hasEnding(file.path, ["onnx"]))
    .map((choice) => <Refusals key={`${choice.reference} ${choice.file.sha256}`} choice={choice} />);
}

function Refusals({ choice: { reference } }: { readonly choice: LibraryFileChoice }) {
  const { bridge } = useWorkspace();
  const session = useDocument((state) => state.session);
  const [refusals, setRefusals] = useState<readonly ModelProblem[]>([]);
  useEffect(() => {
    let gone = false;
    // Not by what the inspector keeps: under this name there was another model before.
    bridge.model.inspect({ session, path: reference }).then(
      ({ model }) => void (gone || setRefusals(z.parse(modelCardShape, model).refusals)),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [bridge, session, reference]);
  return refusals.map((problem) => (
    <Problem key={problem.code} title={text.cannotRun(reference)} problem={problem} bad />
  ));
}
