// What a node gives, on its card, with how much there is of it. It folds.

import { ChevronDown, ChevronRight, Pin } from "lucide-react";
import { memo } from "react";
import { canvasWords as words } from "../../strings/canvas.ts";
import { short } from "../../ui/format.ts";
import { Histogram } from "../../ui/histogram.tsx";
import { usePlan, usePreview } from "../../workspace.tsx";
import { useCanvas, useCanvasStore } from "../adapter/context.ts";
import { PreviewBody } from "./preview-body.tsx";
import { captionOf, madeBy, shownPort, shownSpark } from "./preview-rows.ts";

interface Props {
  readonly id: string;
  readonly title: string;
  /** Columns that its params name. */
  readonly read: readonly string[];
}

/** Letters that leave no room for the spread of a number. */
const LONG_CAPTION = 26;

export const Preview = memo(function Preview({ id, title, read }: Props) {
  const preview = usePreview((state) => state.nodes[id]);
  const stale = usePreview((state) => state.stale.has(id));
  const pinned = usePreview((state) => state.pinned.has(id));
  const folded = useCanvas((state) => state.folded.has(id));
  const canvas = useCanvasStore();
  const planned = usePlan((state) => state.nodes[id]);
  const shown = preview && shownPort(preview);
  if (!shown) return null;
  const fold = () => {
    const next = new Set(canvas.getState().folded);
    if (!next.delete(id)) next.add(id);
    canvas.setState({ folded: next });
  };
  const caption = captionOf(shown.port, planned);
  // The count of what was found needs the line for itself.
  const isFinder = shown.port.found !== undefined && madeBy(planned)(shown.port.found.column);
  const spark = isFinder || caption.length > LONG_CAPTION ? null : shownSpark(shown.port, planned);
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <div className={stale ? "mr-card-preview mr-preview-stale" : "mr-card-preview"}>
      <button
        className="mr-preview-head nodrag"
        aria-expanded={!folded}
        title={folded ? words.showPreview : words.hidePreview}
        onClick={fold}
      >
        <Chevron size={12} aria-hidden />
        <span className="mr-numbers" title={caption}>
          {caption}
        </span>
        {pinned && (
          <span className="mr-preview-pin" role="img" aria-label={words.pinned} title={words.pinned}>
            <Pin size={11} aria-hidden />
          </span>
        )}
        {spark && (
          <span className="mr-spark" title={words.spread(spark.column, short(spark.min), short(spark.max))}>
            <Histogram
              counts={spark.bins}
              width={36}
              height={14}
              label={words.spread(spark.column, short(spark.min), short(spark.max))}
            />
          </span>
        )}
      </button>
      {!folded && shown.port.rows > 0 && <PreviewBody node={id} title={title} read={read} shown={shown} />}
    </div>
  );
});
