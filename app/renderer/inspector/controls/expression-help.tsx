// How expressions are written: rules, examples and every function, on a sheet that needs no network.

import { Button, Modal } from "@mantine/core";
import { BookOpen } from "lucide-react";
import { useState } from "react";
import { expressionText as text } from "../../strings/expressions.ts";
import { useFunctions } from "./use-functions.ts";

export function ExpressionHelp() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        leftSection={<BookOpen size={11} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {text.open}
      </Button>
      {open && <Reference onClose={() => setOpen(false)} />}
    </>
  );
}

function Reference({ onClose }: { readonly onClose: () => void }) {
  const functions = useFunctions();
  const uses = functions.map(({ signature, help }) => [signature, help] as const);
  return (
    <Modal opened onClose={onClose} title={text.title} size={640}>
      <Part title={text.rulesTitle} rows={text.rules} />
      <Part title={text.examplesTitle} rows={text.examples} code />
      <Part title={text.functionsTitle} rows={uses} code />
    </Modal>
  );
}

interface PartProps {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, about: string])[];
  readonly code?: boolean;
}

function Part({ title, rows, code = false }: PartProps) {
  return (
    <section aria-label={title} className="mr-reference">
      <h3>{title}</h3>
      <dl>
        {rows.map(([name, about]) => (
          <div key={name}>
            <dt>{code ? <code>{name}</code> : name}</dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
