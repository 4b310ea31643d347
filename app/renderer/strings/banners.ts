// Lines above the canvas that say what has happened to the file, the engine or the connection.

export const bannerText = {
  dismiss: "Dismiss",
  lost: "Millrace does not answer.",
  lostHelp: (port: string, isOpen: boolean) =>
    `Start it again in the terminal (“millrace edit --port ${port}”) and open the link that it prints in this browser: ` +
    (isOpen
      ? "then this page goes on with everything in it. It cannot follow to another port: there, open the workflow by the new link; " +
        "what was not saved when the connection broke is back in it. What you change from now on is in this page only."
      : "then this page goes on. It cannot follow to another port: there, go on by the new link."),
  copy: "Download a copy",
  refused: "Millrace is there again, but cannot open this workflow.",
  refusedAgain: "Try again",
  crashed: (node: string | null) =>
    node === null ? "The engine stopped." : `The engine stopped while “${node}” ran.`,
  crashedHelp: "It starts again by itself; nothing you have made is lost.",
  restarted: "It is running again; nothing you have made is lost.",
  showNode: "Show the node",
  changed: "Another program has changed this file.",
  changedHelp: "What it wrote is not shown here.",
  changedDirty: "Another program has changed this file, and so have you.",
  gone: "The file of this workflow is gone.",
  goneHelp: (path: string) => `${path} was deleted, moved or renamed. What it held is in this window only.`,
  saveAgain: "Save it again",
  reload: "Reload",
  keep: "Keep mine",
  saveAs: "Save as…",
  cancel: "Cancel",
  recovered: (when: string | null) =>
    when === null
      ? "Changes that were not saved are back."
      : `Changes that were not saved are back, as they were at ${when}.`,
  keepRecovered: "Keep them",
  throwAway: "Throw away",
  throwTitle: "Throw the changes away?",
  throwText: "The workflow goes back to what the file says. This cannot be undone.",
  left: (when: string | null) =>
    when === null
      ? "There are changes that were not saved, and the file has changed since."
      : `There are changes of ${when} that were not saved, and the file has changed since.`,
  leftHelp:
    "What you see is what the file says now. Bringing them back replaces it here; undo takes that back.",
  leftTake: "Bring them back",
  leftThrowText: "The workflow stays as the file says. The changes that were not saved are gone for good.",
  untrusted: "This workflow was made or changed elsewhere.",
  untrustedHelp: "It reads nothing and runs nothing until you trust it.",
  trust: "Trust and preview",
  playbookRan: "This is your own copy of the playbook, and it has already run.",
  playbookResults: (folder: string | null, isCurrent: boolean) => {
    if (!isCurrent) return "You have changed it since: press Run to bring its results up to date.";
    return folder === null
      ? "Change a setting and press Run to see another result."
      : `Its results are in ${folder}.`;
  },
  showResults: "Show the results",
  readOnly: {
    newer: {
      title: "A newer version of Millrace wrote this file.",
      help: "Look around in it. To change it, update Millrace, or save what is seen here under another name.",
    },
    damaged: {
      title: "Parts of this file are damaged.",
      help: "They are left out here, and the file stays as it is. Correct it in a text editor and reload it, or save the rest under another name.",
    },
  },
  showDamage: "Show what is wrong",
} as const;
