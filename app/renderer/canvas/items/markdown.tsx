// Draws what `readMarkdown` has read.

import { memo, type ReactNode } from "react";
import { useWorkspace } from "../../workspace.tsx";
import { readMarkdown, type Block, type Inline } from "./markdown.ts";

export const Markdown = memo(function Markdown({ source }: { readonly source: string }) {
  return readMarkdown(source).map((block, index) => <BlockView key={index} block={block} />);
});

function BlockView({ block }: { readonly block: Block }): ReactNode {
  switch (block.is) {
    case "title":
      return (
        <p className={`mr-md-title mr-md-title-${block.level}`}>
          <InlineView parts={block.inline} />
        </p>
      );
    case "code":
      return <pre>{block.text}</pre>;
    case "rule":
      return <hr />;
    case "text":
    case "quote": {
      const lines = block.lines.map((line, index) => (
        <span key={index} className="mr-md-line">
          <InlineView parts={line} />
        </span>
      ));
      return block.is === "quote" ? <blockquote>{lines}</blockquote> : <p>{lines}</p>;
    }
    case "list": {
      const items = block.items.map((item, index) => (
        <li key={index} data-depth={item.depth}>
          <InlineView parts={item.inline} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function InlineView({ parts }: { readonly parts: readonly Inline[] }) {
  return parts.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { readonly part: Inline }) {
  const { bridge } = useWorkspace();
  switch (part.is) {
    case "text":
      return part.text;
    case "bold":
      return <strong>{part.text}</strong>;
    case "italic":
      return <em>{part.text}</em>;
    case "struck":
      return <s>{part.text}</s>;
    case "code":
      return <code>{part.text}</code>;
    case "link": {
      const { url } = part;
      return (
        <a
          className="nodrag"
          href={url}
          title={url}
          onClick={(event) => {
            // The host opens it outside of the editor.
            event.preventDefault();
            void bridge.app.openLink({ url }).catch(() => {});
          }}
        >
          {part.text}
        </a>
      );
    }
  }
}
