// Which files are workflows, by their names? Windows looks at the last ending of a file alone, so there is a short one for it.

/** What a new workflow gets behind its name. */
export const WORKFLOW_ENDING = ".millrace.json";

/** For file dialogs, which want no dot. */
export const WORKFLOW_EXTENSIONS = ["millrace.json", "millrace"] as const;

/** Whether the name says that it is one. */
export function isWorkflowName(file: string): boolean {
  return /\.millrace(\.json)?$/i.test(file);
}

/** Any JSON may be one: people rename files. */
export function mayBeWorkflow(file: string): boolean {
  return /\.(millrace|json)$/i.test(file);
}

/** Name, or path, of the file without what says that it is a workflow. */
export function withoutWorkflowEnding(file: string): string {
  return file.replace(/(\.millrace|(\.millrace)?\.json)$/i, "");
}
