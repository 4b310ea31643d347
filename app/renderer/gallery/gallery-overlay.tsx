// The playbooks, over the editor.

import { Modal } from "@mantine/core";
import type { Shell } from "../shell.ts";
import { galleryText as text } from "../strings/gallery.ts";
import { useClose } from "../ui/overlays/close.ts";
import { TemplateList } from "./template-list.tsx";

export function GalleryOverlay({ shell }: { readonly shell: Shell }) {
  const close = useClose();
  return (
    <Modal opened onClose={close} title={text.title} size={960}>
      <p className="mr-gallery-help">{text.help}</p>
      <TemplateList shell={shell} onOpen={close} />
    </Modal>
  );
}
