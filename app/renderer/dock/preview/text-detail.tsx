// The whole of a long text or a JSON value.

import { Button, Modal } from "@mantine/core";
import { Copy } from "lucide-react";
import type { Shell } from "../../shell.ts";
import { dockText } from "../../strings/dock.ts";
import { copyText } from "../copy-text.ts";
import "./details.css";
import { JsonTree } from "./json-tree.tsx";

interface Props {
  readonly shell: Shell;
  readonly title: string;
  readonly text: string;
  readonly json: boolean;
  readonly onClose: () => void;
}

export function TextDetail({ shell, title, text, json, onClose }: Props) {
  const value = json ? parsed(text) : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": dockText.preview.close }}
    >
      <div className="mr-detail-text" tabIndex={0} role="region" aria-label={title}>
        {value === undefined ? <pre>{text}</pre> : <JsonTree value={value} />}
      </div>
      <div className="mr-detail-foot">
        <Button
          variant="default"
          leftSection={<Copy size={13} aria-hidden />}
          onClick={() => void copyText(shell, text, title)}
        >
          {dockText.copy}
        </Button>
      </div>
    </Modal>
  );
}

/** `undefined` for what was cut off on its way: then its text is all there is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
