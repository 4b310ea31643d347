// write-text: writes a text file for each row, or one for all, by a template of columns.

import type * as z from "zod/mini";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, folder, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FileWriter } from "../../../engine/sdk/services.ts";
import { unknownColumnIssues } from "../../_shared/column-issues.ts";
import { folderOfPart, OutputFolder } from "../../_shared/output-folder.ts";
import { columnsIn, filled, looseBrace, plainName } from "./template.ts";

const Params = paramsOf({
  folder: folder({ title: "Folder", help: "The folder to write into; it is made where it is not there." }),
  files: choice(["row", "all"], {
    title: "A file holds",
    help: "One row, or all rows one after the other.",
    labels: { row: "One row", all: "All rows" },
    default: "row",
  }),
  name: text({
    title: "File name",
    help: "Such as {path}.txt: names of columns in braces, {row} is the number of the row. Of two files with one name, the second gets a number.",
    minLength: 1,
    default: "{row}.txt",
  }),
  text: text({
    title: "Text",
    help: "What stands in it for a row: names of columns in braces, {{ and }} for braces themselves.",
    default: "{text}",
    lines: true,
  }),
});

type TextParams = z.output<typeof Params>;

interface State {
  readonly folder: OutputFolder;
  /** The file for all rows, once it is begun. */
  writer: FileWriter | null;
}

interface TextFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export default defineNode({
  kind: "write-text",
  version: 1,
  category: "actions",
  title: "Write text",
  field: "text",
  icon: "file-text",
  summary: "Writes a text file for each row, or one for all, by a template of columns.",
  keywords: ["save", "export", "output", "txt", "markdown", "template", "report"],
  params: Params,
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const issues = (["name", "text"] as const).flatMap((param) => [
      ...unknownColumnIssues(inputs.in!, columnsIn(params[param]), `params.${param}`),
      ...braceIssues(params, param),
    ]);
    return { outputs: {}, issues: [...issues, ...nameIssues(params)] };
  },

  open: ({ params, host }): State => ({
    folder: new OutputFolder(host.files, params.folder),
    writer: null,
  }),

  ofPart: ({ folder: path }, partition) => ({ folder: folderOfPart(path, partition) }),

  plansElsewhere: () => true,

  plan(frame, { params, state }) {
    if (frame.length === 0) return null;
    const encoder = new TextEncoder();
    const texts = Array.from({ length: frame.length }, (_, row) => filled(params.text, frame, row));
    const files: TextFile[] =
      params.files === "all"
        ? [{ name: plainName(params.name), bytes: encoder.encode(`${texts.join("\n")}\n`) }]
        : texts.map((each, row) => ({ name: filled(params.name, frame, row), bytes: encoder.encode(each) }));
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.folder} ${source} ${unit} ${from}-${to}`,
      summary:
        params.files === "all"
          ? `write ${frame.length} rows to ${state.folder.path}/${plainName(params.name)}`
          : `write ${frame.length} files into ${state.folder.path}`,
      rows: frame.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
      data: { files },
    };
  },

  async perform({ data }, { params, state }) {
    if (params.files === "all") state.writer ??= await state.folder.create(plainName(params.name));
    for (const { name, bytes } of data.files) {
      if (state.writer) await state.writer.write(bytes);
      else await state.folder.write(name, bytes);
    }
  },

  async close({ params, state }, outcome) {
    if (outcome !== "done") return state.writer?.abandon();
    await state.folder.make();
    if (params.files === "all") state.writer ??= await state.folder.create(plainName(params.name));
    await state.writer?.commit();
  },
});

function braceIssues(params: TextParams, param: "name" | "text"): NodeIssue[] {
  const brace = looseBrace(params[param]);
  if (brace === null) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: `params.${param}`,
      message: `A "${brace}" stands alone.`,
      expected: "names of columns in braces, such as {title}",
      got: params[param],
      hint: `Write ${brace}${brace} for the brace itself.`,
    },
  ];
}

/** One file has one name. */
function nameIssues({ files, name }: TextParams): NodeIssue[] {
  if (files === "row" || !/\{(?!\{)/u.test(name.replaceAll("{{", ""))) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.name",
      message: "All rows go into one file, and its name would be another one for each row.",
      expected: "a name without columns",
      got: name,
      hint: "Write a name such as all.txt, or a file for each row.",
    },
  ];
}
