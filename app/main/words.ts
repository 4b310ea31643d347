// What the desktop window says by itself, outside the page.

export const words = {
  product: "Millrace",
  copyright: "© the Millrace authors, MIT licence",

  save: {
    question: (name: string) => `Save the changes to “${name}”?`,
    detail: "They are lost when you close the window without saving.",
    save: "Save",
    discard: "Don’t Save",
    cancel: "Cancel",
  },
  crash: {
    question: "The editor has stopped.",
    detail: "Your file is as you saved it; changes since then are in its recovery journal.",
    reload: "Reload the Editor",
    close: "Close the Window",
  },
  stuck: {
    question: "The editor does not answer.",
    detail: "Runs go on meanwhile. Changes that you have not saved are in the recovery journal.",
    wait: "Wait",
    reload: "Reload the Editor",
  },
  link: {
    question: (host: string) => `Open ${host} in your browser?`,
    open: "Open",
    cancel: "Cancel",
  },
  run: {
    done: "The run is done",
    failed: "The run has failed",
    cancelled: "The run was stopped",
    rows: (rows: number, failed: number) =>
      failed === 0 ? `${count(rows)} rows` : `${count(rows)} rows, ${count(failed)} failed`,
  },
  files: { workflows: "Files", all: "All files" },
} as const;

function count(rows: number): string {
  return rows.toLocaleString("en").replaceAll(",", " ");
}
