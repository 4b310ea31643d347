// What a card shows of its sample: pictures with what was found in them, recordings, texts with their labels or spans, else rows.

import type { PlannedView } from "../../../bridge/shapes.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useDocument, usePlan, useWorkspace } from "../../workspace.tsx";
import { LabelledTexts } from "./labelled-texts.tsx";
import { labelledBy } from "./labelled.ts";
import { Pictures } from "./pictures.tsx";
import { columnOfType, madeBy, madeTensorPicture, underMask, type ShownPort } from "./preview-rows.ts";
import { PreviewTable } from "./preview-table.tsx";
import { readText, Snippet } from "./snippet-text.tsx";
import { snippetOf } from "./snippet.ts";
import { Waves } from "./waves.tsx";

interface Props {
  readonly node: string;
  readonly title: string;
  /** Columns that its params name. */
  readonly read: readonly string[];
  readonly shown: ShownPort;
}

export function PreviewBody({ node, title, read, shown }: Props) {
  const planned = usePlan((state) => state.nodes[node]);
  const { id, several } = shown;
  return (
    <>
      {/* One of several outputs: the rows themselves do not say which. */}
      {several && <p className="mr-preview-port">{words.rowsOf(planned?.ports[id]?.title ?? id)}</p>}
      <Body node={node} title={title} read={read} shown={shown} planned={planned} />
    </>
  );
}

function Body({ node, title, read, shown, planned }: Props & { readonly planned: PlannedView | undefined }) {
  const { port, id } = shown;
  const isMade = madeBy(planned);
  const { kinds } = useWorkspace();
  const kind = useDocument(({ document }) => document.nodes.find((each) => each.id === node)?.kind ?? "");
  // What a model makes in one channel says where something is; from another kind it is a picture in gray.
  const isModel = kinds.get(kind)?.category === "models";
  const place = (column: string) => port.schema.fields.findIndex((field) => field.name === column);
  const first = port.head.map((cells, row) => ({ row, cells }));
  const isFinder = port.found !== undefined && isMade(port.found.column);
  // Rows in which nothing was found say little of what there is to find.
  const rows = port.found && port.found.first.length > 0 ? port.found.first : first;
  const pictures = madeTensorPicture(port, planned) ?? columnOfType(port, "image", isMade);
  if (pictures !== null) {
    const under = isModel && isMade(pictures) ? underMask(port, pictures) : null;
    return (
      <>
        <Pictures
          {...{ node, port: id, column: under ?? pictures, rows, place: place(under ?? pictures) }}
          mask={under === null ? null : pictures}
          large={isFinder || isMade(pictures)}
        />
        <Snippet pieces={readText(port, isMade, rows[0]?.cells)} />
      </>
    );
  }
  const sounds = columnOfType(port, "audio", isMade);
  if (sounds !== null)
    return (
      <Waves {...{ node, port: id, column: sounds, place: place(sounds) }} rows={isFinder ? rows : first} />
    );
  const snippet = snippetOf(rows[0]?.cells);
  if (snippet !== null) return <Snippet pieces={snippet} />;
  const labelled = labelledBy(port, isMade, read);
  if (labelled) return <LabelledTexts columns={labelled} head={port.head} label={words.previewOf(title)} />;
  return <PreviewTable port={port} planned={planned} read={read} label={words.previewOf(title)} />;
}
