// The whole of a long text or a JSON value.

import { Button, Modal } from "@mantine/core";
import { Copy } from "lucide-react";
import { jsonOf, useWhole, type Whole } from "../../../marks/whole-cell.ts";
import type { Shell } from "../../../shell.ts";
import { dockText } from "../../../strings/dock.ts";
import { textText } from "../../../strings/text.ts";
import { count } from "../../../ui/format.ts";
import { copyText } from "../../copy-text.ts";
import "../details.css";
import { JsonTree } from "../json-tree.tsx";
import type { Place } from "../samples.ts";

interface Props {
  readonly shell: Shell;
  readonly place: Place;
  readonly row: number;
  readonly column: string;
  readonly title: string;
  /** As the row has it, which may be cut off: shown until all of it is there. */
  readonly text: string;
  readonly json: boolean;
  readonly onClose: () => void;
}

export function TextDetail({ shell, place, row, column, title, text, json, onClose }: Props) {
  const { value: whole, trouble } = useWhole(place, row, column);
  const shown = whole?.text ?? text;
  const value = json ? jsonOf(shown) : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": dockText.preview.close }}
    >
      <div className="mr-detail-text" tabIndex={0} role="region" aria-label={title}>
        {value === undefined ? <pre>{shown}</pre> : <JsonTree value={value} />}
      </div>
      <CutNote whole={whole} />
      {trouble !== null && (
        <p className="mr-marks-note" role="alert">
          {textText.failed}: {trouble}
        </p>
      )}
      <div className="mr-detail-foot">
        <Button
          variant="default"
          leftSection={<Copy size={13} aria-hidden />}
          onClick={() => void copyText(shell, shown, title)}
        >
          {dockText.copy}
        </Button>
      </div>
    </Modal>
  );
}

/** Said only where something is missing. */
export function CutNote({ whole }: { readonly whole: Whole | null }) {
  if (!whole || whole.text.length >= whole.length) return null;
  return <p className="mr-marks-note">{textText.cut(count(whole.text.length), count(whole.length))}</p>;
}
