// Below a large picture: which row it is, what is known of it, and how large it is drawn.

import { ActionIcon } from "@mantine/core";
import { ChevronLeft, ChevronRight, Maximize, ZoomIn, ZoomOut } from "lucide-react";
import type { PreviewCell } from "../../../../bridge/shapes.ts";
import { dockText } from "../../../strings/dock.ts";
import { percent } from "../../../ui/format.ts";

const text = dockText.image;

interface Props {
  /** Place among the rows that are shown. */
  readonly at: number;
  readonly count: number;
  readonly onGo: (step: number) => void;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly cell: PreviewCell | undefined;
  readonly lineage: string;
  readonly scale: number;
  readonly onZoom: (way: 1 | -1) => void;
  readonly onFit: () => void;
}

export function LightboxFoot({ at, count, onGo, size, cell, lineage, scale, onZoom, onFit }: Props) {
  const format = typeof cell === "object" && cell?.is === "image" ? cell.format : "";
  const facts = [size && `${size.width} × ${size.height} ${format}`, lineage].filter(Boolean).join(" · ");
  return (
    <div className="mr-lightbox-foot">
      <ActionIcon aria-label={text.before} title={text.before} disabled={at <= 0} onClick={() => onGo(-1)}>
        <ChevronLeft size={16} />
      </ActionIcon>
      <span className="mr-numbers">{text.of(at + 1, count)}</span>
      <ActionIcon aria-label={text.next} title={text.next} disabled={at >= count - 1} onClick={() => onGo(1)}>
        <ChevronRight size={16} />
      </ActionIcon>
      <span className="mr-lightbox-facts">{facts}</span>
      <ActionIcon aria-label={text.smaller} title={text.smaller} onClick={() => onZoom(-1)}>
        <ZoomOut size={16} />
      </ActionIcon>
      <span className="mr-numbers">{percent(scale)}</span>
      <ActionIcon aria-label={text.larger} title={text.larger} onClick={() => onZoom(1)}>
        <ZoomIn size={16} />
      </ActionIcon>
      <ActionIcon aria-label={text.fit} title={text.fit} onClick={onFit}>
        <Maximize size={16} />
      </ActionIcon>
    </div>
  );
}
