// Who may import whom: the table of docs/architecture.md as data. What is not listed is denied.

export interface Layer {
  /** Folder below the root, with `/`; the longest one that matches a file is its layer. */
  readonly folder: string;
  /** Folders it may import from, besides itself. */
  readonly layers: readonly string[];
  /** Packages it may import, besides those of `layers`; `node:*` stands for every built-in. */
  readonly packages: readonly string[];
  /** Single files with more rights than their layer. */
  readonly files?: Readonly<Record<string, readonly string[]>>;
  /** Each folder directly below is a world of its own: it may not import its siblings. */
  readonly isolated?: number;
}

const ENGINE = ["engine"];

/** Libraries of the fields that kinds work in: pictures, sound, text, documents. */
const FIELD_LIBRARIES = [
  "sharp",
  "@audio/decode-flac",
  "@audio/decode-mp3",
  "@audio/decode-opus",
  "@audio/decode-vorbis",
  "@audio/decode-wav",
  "fft.js",
  "@huggingface/tokenizers",
  "@hyzyla/pdfium",
  "postal-mime",
  "chardet",
  "picomatch",
  "hucre",
  "usearch",
  "@duckdb/node-bindings",
  "libsql",
  "pg",
];

export const LAYERS: readonly Layer[] = [
  {
    folder: "engine/frames",
    layers: [],
    packages: ["zod"],
    files: { "engine/frames/arrow.ts": ["apache-arrow"] },
  },
  { folder: "engine/document", layers: ["engine/frames"], packages: ["zod"] },
  { folder: "engine/sdk", layers: ["engine/document", "engine/frames"], packages: ["zod"] },
  { folder: "engine/catalog", layers: ["engine/sdk", "engine/document", "engine/frames"], packages: ["zod"] },
  {
    folder: "engine/plan",
    layers: ["engine/catalog", "engine/sdk", "engine/document", "engine/frames"],
    packages: ["zod"],
  },
  // The one place that reaches the network.
  { folder: "engine/host", layers: ["engine/sdk", "engine/frames"], packages: ["node:*", "undici"] },
  {
    folder: "engine/models",
    layers: ["engine/host", "engine/sdk", "engine/frames"],
    // createRequire loads the runtime only when a model opens; @bufbuild/protobuf is the reader behind onnx-buf.
    packages: ["node:worker_threads", "node:module", "onnxruntime-node", "onnx-buf", "@bufbuild/protobuf"],
  },
  {
    folder: "engine/runtime",
    layers: [
      "engine/plan",
      "engine/catalog",
      "engine/models",
      "engine/host",
      "engine/sdk",
      "engine/document",
      "engine/frames",
    ],
    packages: ["node:*", "zod"],
  },
  {
    folder: "engine/library",
    layers: ["engine/models", "engine/host", "engine/sdk", "engine/document"],
    // Tarballs are how npm packs.
    packages: ["node:*", "zod", "tar", "picomatch"],
  },
  {
    folder: "engine/train",
    // Of the sdk only its errors.
    layers: ["engine/frames", "engine/models", "engine/sdk"],
    packages: [],
  },
  {
    folder: "engine/export",
    layers: [
      "engine/plan",
      "engine/catalog",
      "engine/document",
      "engine/runtime",
      "engine/models",
      "engine/host",
      "engine/sdk",
      "engine/frames",
    ],
    // For the files of other programs: compose, clusters.
    packages: ["node:*", "yaml"],
  },
  {
    folder: "nodes/_shared",
    layers: ["engine/sdk", "engine/frames", "engine/document"],
    packages: ["zod", "@marcbachmann/cel-js", ...FIELD_LIBRARIES],
  },
  { folder: "nodes", layers: ["engine/sdk"], packages: [] },
  ...["sources", "prepare", "models", "control", "actions"].map((category) => ({
    folder: `nodes/${category}`,
    layers: ["engine/sdk", "engine/frames", "nodes/_shared"],
    packages: ["zod", ...FIELD_LIBRARIES],
    isolated: 1,
  })),
  // Of the runtime only the types of its events: the bridge is data.
  {
    folder: "app/bridge",
    layers: ["engine/document", "engine/frames", "engine/catalog", "engine/runtime"],
    packages: ["zod"],
  },
  {
    folder: "app/renderer",
    layers: ["app/bridge", "engine/document", "engine/frames"],
    packages: [
      "react",
      "react-dom",
      "@xyflow/react",
      "zustand",
      "zod",
      "@mantine/core",
      "@mantine/hooks",
      "@mantine/notifications",
      "@mantine/modals",
      "lucide-react",
      "elkjs",
      "@tanstack/react-virtual",
      "uplot",
    ],
  },
  { folder: "app/preload", layers: ["app/bridge"], packages: ["electron"] },
  {
    folder: "app/engine-process",
    layers: ["app/bridge", ...ENGINE, "nodes"],
    packages: ["node:*", "zod", "sharp"],
  },
  {
    folder: "app/host",
    layers: ["app/bridge", "engine/document", "engine/host", "engine/library", "engine/sdk"],
    packages: ["node:*", "zod"],
  },
  {
    folder: "app/main",
    layers: ["app/bridge", "app/host", "engine/host"],
    packages: ["node:*", "electron", "zod"],
  },
  {
    folder: "app/web",
    layers: ["app/bridge", "app/host", "engine/document", "engine/sdk"],
    packages: ["node:*", "ws", "zod"],
  },
  {
    folder: "app/artefact",
    layers: [...ENGINE, "nodes", "app/engine-process"],
    packages: ["node:*"],
  },
  { folder: "app/start", layers: [], packages: ["node:*"] },
  {
    folder: "app/cli",
    layers: [...ENGINE, "nodes", "app/web", "app/engine-process"],
    packages: ["node:*", "commander", "zod"],
  },
  {
    folder: "templates",
    layers: ["engine/train", "engine/frames", "engine/models"],
    packages: ["node:*", "sharp"],
    isolated: 1,
  },
];

/** Files that prove things about everything may look at everything. */
export const FREE: readonly RegExp[] = [
  /\.test\.ts$/,
  /^tests\//,
  /^e2e\//,
  /^bench\//,
  /^build\//,
  /^[^/]+$/,
];
