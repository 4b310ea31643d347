// The playbooks that are installed: asked for once in a window.

import { useEffect, useState } from "react";
import type { Template } from "../../bridge/shapes.ts";
import { failureOf } from "../failure.ts";
import type { Shell } from "../shell.ts";

export type Templates =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "there"; readonly templates: readonly Template[] };

export function useTemplates({ link: { bridge } }: Shell): Templates {
  const [templates, setTemplates] = useState<Templates>({ state: "loading" });
  useEffect(() => {
    let gone = false;
    bridge.template.list({}).then(
      (reply) => void (gone || setTemplates({ state: "there", templates: reply.templates })),
      (thrown: unknown) =>
        void (gone || setTemplates({ state: "failed", message: failureOf(thrown).message })),
    );
    return () => void (gone = true);
  }, [bridge]);
  return templates;
}
