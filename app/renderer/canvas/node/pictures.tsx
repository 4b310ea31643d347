// The first pictures of a sample as small images. The host makes them; the page keeps them while they are shown.

import { useEffect, useState } from "react";
import { canvasWords as words } from "../../strings/canvas.ts";
import { useDocument, usePreview, useWorkspace } from "../../workspace.tsx";

interface Props {
  readonly node: string;
  readonly port: string;
  readonly column: string;
  readonly rows: number;
}

const MOST = 4;
/** Twice what is drawn, for dense screens. */
const SIZE = 96;

export function Pictures({ node, port, column, rows }: Props) {
  return (
    <div className="mr-pictures">
      {Array.from({ length: Math.min(MOST, rows) }, (_, row) => (
        <Picture key={row} node={node} port={port} column={column} row={row} />
      ))}
    </div>
  );
}

function Picture({ node, port, column, row }: Omit<Props, "rows"> & { readonly row: number }) {
  const { bridge } = useWorkspace();
  const session = useDocument((state) => state.session);
  // Other rows, other pictures: not while they are only being computed again.
  const result = usePreview((state) => state.nodes[node]?.ports[port]);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    bridge.preview
      .image({ session, node, port, row, column, size: SIZE })
      .then(({ png }) => {
        if (gone) return;
        made = URL.createObjectURL(new Blob([png as Uint8Array<ArrayBuffer>], { type: "image/png" }));
        setUrl(made);
      })
      // A cell without a picture stays an empty tile.
      .catch(() => {});
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [bridge, session, node, port, column, row, result]);
  return url ? <img src={url} alt={words.picture(row)} draggable={false} /> : <span aria-hidden />;
}
