// What a card shows of its sample: pictures with what was found in them, recordings, texts with their labels or spans, else rows.

import type { PlannedView, PreviewCell, PreviewPort } from "../../../bridge/shapes.ts";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useDocument, usePlan, useWorkspace } from "../../workspace.tsx";
import { LabelledTexts } from "./labelled-texts.tsx";
import { labelledBy, labelsOf } from "./labelled.ts";
import { Pictures } from "./pictures.tsx";
import {
  columnOfType,
  madeBy,
  madeMatrix,
  madeTensorPicture,
  madeValues,
  underMask,
  valueWords,
  type ShownPort,
} from "./preview-rows.ts";
import { PreviewTable } from "./preview-table.tsx";
import { readText, Snippet } from "./snippet-text.tsx";
import { snippetOf, type SnippetPiece } from "./snippet.ts";
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
  // What a model makes in one channel, or a node is told to take as a mask, says where something is; else it is a picture in gray.
  const isModel = kinds.get(kind)?.category === "models";
  const place = (column: string) => port.schema.fields.findIndex((field) => field.name === column);
  const first = port.head.map((cells, row) => ({ row, cells }));
  const marks = port.found && isMade(port.found.column) ? place(port.found.column) : null;
  const isFinder = marks !== null;
  // Rows in which nothing was found say little of what there is to find.
  const rows = port.found && port.found.first.length > 0 ? port.found.first : first;
  const labels = isModel ? labelsOf(port, isMade) : null;
  const matrix = madeMatrix(port, isMade);
  if (matrix !== null)
    return (
      <Pictures {...{ node, port: id, column: matrix, rows: first, place: place(matrix) }} size="strip" />
    );
  if (isFinder || labels || !madeValues(port, isMade)) {
    const about = { isMade, read, isModel };
    const pictures = madeTensorPicture(port, planned) ?? columnOfType(port, "image", about);
    if (pictures !== null) {
      const isOwn = isMade(pictures);
      const isMask = isOwn ? isModel : read.includes(pictures);
      const under = isMask ? underMask(port, pictures) : null;
      const shownPictures = under ?? pictures;
      return (
        <>
          <Pictures
            {...{ node, port: id, column: shownPictures, rows, place: place(shownPictures), labels }}
            mask={under === null ? null : pictures}
            marks={marks}
            size={isFinder || isOwn || labels || under !== null ? "large" : "small"}
          />
          <Snippet pieces={isFinder ? readIn(port, isMade, isModel, rows[0]?.cells) : []} />
        </>
      );
    }
    const sounds = columnOfType(port, "audio", about);
    if (sounds !== null)
      return (
        <Waves {...{ node, port: id, column: sounds, place: place(sounds) }} rows={isFinder ? rows : first} />
      );
    const snippet = snippetOf(rows[0]?.cells);
    if (snippet !== null) return <Snippet pieces={snippet} />;
    const labelled = labels && labelledBy(port, labels, isMade, read);
    if (labelled) return <LabelledTexts columns={labelled} head={port.head} label={words.previewOf(title)} />;
  }
  return <PreviewTable port={port} planned={planned} read={read} label={words.previewOf(title)} />;
}

/** What was read in the first row: its text, or the values that were found in it. */
function readIn(
  port: PreviewPort,
  isMade: (name: string) => boolean,
  isModel: boolean,
  cells: readonly PreviewCell[] | undefined,
): readonly SnippetPiece[] {
  const text = readText(port, isMade, cells);
  const values = isModel || text.length > 0 ? "" : valueWords(port, isMade, cells);
  return values === "" ? text : [{ text: values, mark: null }];
}
