// The first pictures of a sample as small images, with what was found in them. The host makes them; the page keeps them while they are shown.

import { useEffect, useState } from "react";
import type { PreviewCell } from "../../../bridge/shapes.ts";
import { boxesOn, SmallBoxes } from "../../marks/small-boxes.tsx";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useDocument, usePreview, useWorkspace } from "../../workspace.tsx";

interface Props {
  readonly node: string;
  readonly port: string;
  readonly column: string;
  readonly rows: number;
  /** The first rows as the sample tells them. */
  readonly head: readonly (readonly PreviewCell[])[];
  /** Place of the column in them. */
  readonly place: number;
}

const MOST = 4;
/** Twice what is drawn, for dense screens. */
const SIZE = 96;

export function Pictures({ node, port, column, rows, head, place }: Props) {
  return (
    <div className="mr-pictures">
      {Array.from({ length: Math.min(MOST, rows) }, (_, row) => (
        <Picture
          key={row}
          node={node}
          port={port}
          column={column}
          row={row}
          cells={head.at(row)}
          place={place}
        />
      ))}
    </div>
  );
}

interface PictureProps extends Omit<Props, "rows" | "head"> {
  readonly row: number;
  readonly cells: readonly PreviewCell[] | undefined;
}

interface Made {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

function Picture({ node, port, column, row, cells, place }: PictureProps) {
  const { bridge } = useWorkspace();
  const session = useDocument((state) => state.session);
  // Other rows, other pictures: not while they are only being computed again.
  const result = usePreview((state) => state.nodes[node]?.ports[port]);
  const [made, setMade] = useState<Made | null>(null);
  useEffect(() => {
    let url: string | null = null;
    let gone = false;
    bridge.preview
      .image({ session, node, port, row, column, size: SIZE })
      .then(({ png, width, height }) => {
        if (gone) return;
        url = URL.createObjectURL(new Blob([png as Uint8Array<ArrayBuffer>], { type: "image/png" }));
        setMade({ url, width, height });
      })
      // A cell without a picture stays an empty tile.
      .catch(() => {});
    return () => {
      gone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [bridge, session, node, port, column, row, result]);
  if (!made) return <span aria-hidden />;
  const cell = cells?.[place];
  const boxes = typeof cell === "object" && cell?.is === "image" ? boxesOn(cell, cells) : [];
  return (
    <span className="mr-picture">
      <img src={made.url} alt={words.picture(row)} draggable={false} />
      <SmallBoxes width={made.width} height={made.height} marks={boxes} fit="cover" />
    </span>
  );
}
