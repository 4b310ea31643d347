// What an .onnx file is: what it takes and gives, what it is made of, where it comes from; or why it is refused.

import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { Check, Copy, RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { words } from "../strings/inspector.ts";
import { bytes, count, duration, short } from "../ui/format.ts";
import "./model-card.css";
import type { ModelCardData } from "./model/model-data.ts";
import { licenceOf } from "./model/model-text.ts";
import { Operators } from "./model/operators.tsx";
import { Problem } from "./model/problem.tsx";
import { TensorTable } from "./model/tensor-table.tsx";
import { useModel } from "./model/use-model.ts";

/** The path as the workflow names it. */
export function ModelCard({ path }: { readonly path: string }) {
  const { state, again } = useModel(path);
  switch (state.is) {
    case "reading":
      return (
        <p className="mr-model-reading" aria-busy>
          {words.modelReading}
        </p>
      );
    case "failed":
      return (
        <div className="mr-model">
          <Problem title={words.modelRefused} problem={{ hint: "", ...state.failure }} bad />
          <Again again={again} />
        </div>
      );
    case "read":
      return <Card card={state.card} path={path} again={again} />;
  }
}

interface CardProps {
  readonly card: ModelCardData;
  readonly path: string;
  readonly again: () => void;
}

function Card({ card, path, again }: CardProps) {
  const { model, size, sha256, refusals, warnings, opens } = card;
  return (
    <article className="mr-model" aria-label={words.modelCard}>
      <header>
        <p>
          <span className="mr-mono mr-model-path" title={path}>
            {path}
          </span>
          <span className="mr-soft">
            {card.is}
            {size !== null && `, ${bytes(size)}`}
          </span>
        </p>
        <Again again={again} />
      </header>
      {refusals.map((problem, at) => (
        <Problem key={at} title={words.modelRefused} problem={problem} bad />
      ))}
      {warnings.map((problem, at) => (
        <Problem key={at} title={words.modelNote} problem={problem} />
      ))}
      {model && (
        <>
          <TensorTable title={words.modelInputs} tensors={model.inputs} />
          <TensorTable title={words.modelOutputs} tensors={model.outputs} />
          <Operators operators={model.operators} risky={model.risky} />
        </>
      )}
      <dl className="mr-facts">
        {model && <ModelFacts model={model} />}
        {opens && (
          <Fact name={words.modelOpens}>{words.modelOpensOn(opens.provider, duration(opens.loadMs))}</Fact>
        )}
        {sha256 && (
          <Fact name={words.modelSha}>
            <Copyable text={sha256} />
          </Fact>
        )}
      </dl>
      {model && Object.keys(model.metadata).length > 0 && <Metadata metadata={model.metadata} />}
    </article>
  );
}

function ModelFacts({ model }: { readonly model: NonNullable<ModelCardData["model"]> }) {
  const { parameters, quantization, producer, opsets, irVersion, graph, doc, external, dropped, metadata } =
    model;
  const sets = Object.entries(opsets).map(([domain, version]) => `${domain} ${version}`);
  return (
    <>
      <Fact name={words.modelParameters}>
        {words.modelWeights(short(parameters.count), bytes(parameters.bytes))}
      </Fact>
      {quantization !== "none" && <Fact name={words.modelQuantized}>{quantization}</Fact>}
      <Fact name={words.modelLicence}>
        {licenceOf(metadata) ?? <span className="mr-faint">{words.modelNoLicence}</span>}
      </Fact>
      {producer && <Fact name={words.modelProducer}>{producer}</Fact>}
      <Fact name={words.modelOpset}>
        {sets.join(", ")} <span className="mr-faint">{words.modelIr(irVersion)}</span>
      </Fact>
      {model.modelVersion > 0 && <Fact name={words.modelVersion}>{count(model.modelVersion)}</Fact>}
      {graph && <Fact name={words.modelGraph}>{graph}</Fact>}
      {doc && <Fact name={words.modelDoc}>{doc}</Fact>}
      {dropped.length > 0 && <Fact name={words.modelDropped}>{dropped.join(", ")}</Fact>}
      {external.length > 0 && (
        <Fact name={words.modelExternal}>{external.map(({ location }) => location).join(", ")}</Fact>
      )}
    </>
  );
}

function Metadata({ metadata }: { readonly metadata: Readonly<Record<string, string>> }) {
  return (
    <section>
      <h3>{words.modelMetadata}</h3>
      <dl className="mr-facts">
        {Object.entries(metadata).map(([key, value]) => (
          <Fact key={key} name={key}>
            <span className="mr-model-long" tabIndex={0}>
              {value}
            </span>
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Again({ again }: { readonly again: () => void }) {
  return (
    <Tooltip label={words.modelAgain}>
      <ActionIcon size={24} aria-label={words.modelAgain} onClick={again}>
        <RefreshCw size={13} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Copyable({ text }: { readonly text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <span className="mr-copyable">
          <code>{text}</code>
          <ActionIcon size={20} aria-label={copied ? words.copied : words.copy} onClick={copy}>
            {copied ? <Check size={12} aria-hidden /> : <Copy size={12} aria-hidden />}
          </ActionIcon>
        </span>
      )}
    </CopyButton>
  );
}
