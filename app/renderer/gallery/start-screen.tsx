// The first screen: three ways to begin, and files opened before. Files can be dropped anywhere.

import { Button, useMantineColorScheme } from "@mantine/core";
import { ArrowLeft, BrainCircuit, FileUp, LayoutTemplate, SquareDashed, type LucideIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { actionById } from "../actions/index.ts";
import { runAction } from "../actions/run-action.ts";
import type { Shell } from "../shell.ts";
import { galleryText, startText as text } from "../strings/gallery.ts";
import { Lost } from "../ui/banners.tsx";
import { ActionKey } from "../ui/key.tsx";
import { LeftUntitled } from "./left-untitled.tsx";
import { Logo } from "../ui/logo.tsx";
import { RecentFiles } from "./recent-files.tsx";
import { startFromModel } from "./start-from-model.ts";
import { TemplateList } from "./template-list.tsx";
import { useFileDrop } from "./use-file-drop.ts";
import "./start-screen.css";

const OPEN = actionById("file.open")!;

export function StartScreen({ shell }: { readonly shell: Shell }) {
  const [gallery, setGallery] = useState(false);
  const { over, handlers } = useFileDrop(shell);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    const scheme = shell.scheme();
    if (scheme !== null) setColorScheme(scheme);
  }, [shell, setColorScheme]);
  useEffect(() => {
    document.title = text.title;
    void shell.link.bridge.app
      .window({ title: text.title, unsaved: false, undo: null, redo: null })
      .catch(() => {});
  }, [shell]);
  return (
    <main className="mr-start" {...handlers}>
      <Lost shell={shell} />
      <div className="mr-start-middle">
        <header>
          <Logo size={44} />
          <div>
            <h1>{text.title}</h1>
            <p>{text.what}</p>
          </div>
        </header>
        {gallery ? (
          <section aria-label={galleryText.title}>
            <div className="mr-start-head">
              <Button
                variant="default"
                leftSection={<ArrowLeft size={14} aria-hidden />}
                onClick={() => setGallery(false)}
              >
                {galleryText.back}
              </Button>
              <h2>{galleryText.title}</h2>
              <p>{galleryText.help}</p>
            </div>
            <TemplateList shell={shell} />
          </section>
        ) : (
          <>
            <div className="mr-choices">
              <Choice
                icon={LayoutTemplate}
                title={text.playbook}
                help={text.playbookHelp}
                onClick={() => setGallery(true)}
              />
              <Choice
                icon={BrainCircuit}
                title={text.model}
                help={text.modelHelp}
                onClick={() => void startFromModel(shell)}
              />
              <Choice
                icon={SquareDashed}
                title={text.empty}
                help={text.emptyHelp}
                onClick={() => void shell.create()}
              />
            </div>
            <LeftUntitled shell={shell} />
            <section aria-label={text.recent}>
              <div className="mr-start-head">
                <h2>{text.recent}</h2>
                <Button
                  variant="default"
                  rightSection={<ActionKey action={OPEN} />}
                  onClick={() => runAction(OPEN, shell)}
                >
                  {text.open}
                </Button>
              </div>
              <RecentFiles shell={shell} />
            </section>
          </>
        )}
        <p className="mr-start-drop">
          <FileUp size={14} aria-hidden /> {text.drop}
        </p>
      </div>
      {over && <div className="mr-start-over">{text.dropNow}</div>}
    </main>
  );
}

interface ChoiceProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly help: string;
  readonly onClick: () => void;
}

function Choice({ icon: Icon, title, help, onClick }: ChoiceProps) {
  return (
    <button className="mr-choice" onClick={onClick}>
      <Icon size={24} strokeWidth={1.5} aria-hidden />
      <span className="mr-choice-title">{title}</span>
      <span className="mr-choice-help">{help}</span>
    </button>
  );
}
