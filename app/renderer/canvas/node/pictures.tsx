// Pictures of a sample as small images, with what was found in them. The host makes them; the page keeps them while they are shown.

import { useEffect, useState } from "react";
import type { PreviewCell } from "../../../bridge/shapes.ts";
import { boxesOn, keptPart, SmallBoxes } from "../../marks/small-boxes.tsx";
import { canvasWords as words } from "../../strings/canvas.ts";
import { marksText } from "../../strings/marks.ts";
import { markWords } from "../../ui/json-words.ts";
import { useDocument, usePreview, useWorkspace } from "../../workspace.tsx";
import { labelWords, type Labels } from "./labelled.ts";

export interface ShownRow {
  readonly row: number;
  readonly cells: readonly PreviewCell[];
}

interface Props {
  readonly node: string;
  readonly port: string;
  readonly column: string;
  readonly rows: readonly ShownRow[];
  /** Place of the column in their cells. */
  readonly place: number;
  /** A column of masks that lie over them. */
  readonly mask?: string | null;
  /** Place of the one column of marks that is drawn; all of them where there is none. */
  readonly marks?: number | null;
  /** What each of them was taken for. */
  readonly labels?: Labels | null;
  readonly size: Size;
}

/** The node has found or made them: two, large enough to see it, in place of four. A strip is as wide as the card: a spectrogram. */
type Size = "small" | "large" | "strip";

/** Where CSS says it. */
const PART = { Min: "0%", Mid: "50%", Max: "100%" } as const;

/** How many there are, and twice the pixels that are drawn, for dense screens. */
const SIZES: Readonly<Record<Size, { readonly most: number; readonly pixels: number }>> = {
  small: { most: 4, pixels: 96 },
  large: { most: 2, pixels: 208 },
  strip: { most: 2, pixels: 416 },
};

export function Pictures({ rows, ...rest }: Props) {
  return (
    <div className={`mr-pictures mr-pictures-${rest.size}`}>
      {rows.slice(0, SIZES[rest.size].most).map(({ row, cells }) => (
        <Picture key={row} row={row} cells={cells} {...rest} />
      ))}
    </div>
  );
}

type PictureProps = Omit<Props, "rows"> & ShownRow;

interface Made {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** A picture as an address for an `<img>`; without a column there is none. */
function useMade({ node, port, row, size: shown }: PictureProps, column: string | null): Made | null {
  const { bridge } = useWorkspace();
  const session = useDocument((state) => state.session);
  // Other rows, other pictures: not while they are only being computed again.
  const result = usePreview((state) => state.nodes[node]?.ports[port]);
  const size = SIZES[shown].pixels;
  const [made, setMade] = useState<Made | null>(null);
  useEffect(() => {
    if (column === null) return;
    let url: string | null = null;
    let gone = false;
    bridge.preview
      .image({ session, node, port, row, column, size })
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
  }, [bridge, session, node, port, column, row, size, result]);
  return column === null ? null : made;
}

function Picture(props: PictureProps) {
  const { row, cells, column, place, mask = null, marks = null, labels = null, size } = props;
  const made = useMade(props, column);
  const over = useMade(props, mask);
  if (!made) return <span aria-hidden />;
  const cell = cells[place];
  const own = marks === null ? cells : cells.map((each, at) => (isMarks(each) && at !== marks ? null : each));
  const boxes = typeof cell === "object" && cell?.is === "image" ? boxesOn(cell, own) : [];
  const keep = keptPart(boxes, made.width, made.height);
  const says = boxes.length > 0 ? saysOf(own) : labels ? labelWords(labels, cells) : "";
  return (
    <span className="mr-picture">
      <img
        src={made.url}
        alt={words.picture(row)}
        draggable={false}
        style={{ objectPosition: `${PART[keep.x]} ${PART[keep.y]}` }}
      />
      {over && <i className="mr-picture-mask" style={{ maskImage: `url("${over.url}")` }} />}
      <SmallBoxes width={made.width} height={made.height} marks={boxes} fit="cover" keep={keep} />
      {size === "large" && says !== "" && <span className="mr-picture-says mr-numbers">{says}</span>}
    </span>
  );
}

function isMarks(cell: PreviewCell): cell is Extract<PreviewCell, { is: "marks" }> {
  return typeof cell === "object" && cell?.is === "marks";
}

/** Of the boxes of a row: the one by its name and score, several of one name by how many. */
function saysOf(cells: readonly PreviewCell[]): string {
  const marks = cells.findLast(isMarks);
  if (!marks) return "";
  const { count, first, of } = marks;
  const [one] = first;
  if (count === 1) return markWords(one);
  const isSame = one.label !== null && first.every(({ label }) => label === one.label);
  return isSame ? words.several(count, one.label) : marksText[of](count);
}
