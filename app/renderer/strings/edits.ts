// Names of gestures, as the Undo menu shows them behind "Undo".

function things(count: number, one: string): string {
  return count === 1 ? one : `${count} ${one}s`;
}

/** "node", "3 nodes", "wire", "2 notes", "5 items" when it is several sorts. */
function what(nodes: number, wires: number, items: number): string {
  if (items === 0 && nodes === 0) return things(wires, "wire");
  if (items === 0) return things(nodes, "node");
  return nodes === 0 ? things(items, "item") : `${nodes + items} items`;
}

export const editWords = {
  add: (title: string) => `add ${title}`,
  insert: (title: string) => `insert ${title}`,
  connect: "connect",
  reconnect: "move wire",
  bend: "bend wire",
  straighten: (wires: number) => `straighten ${things(wires, "wire")}`,
  cut: (wires: number) => `cut ${things(wires, "wire")}`,
  move: (nodes: number, items: number) => `move ${what(nodes, 0, items)}`,
  paste: (nodes: number, items: number) => `paste ${what(nodes, 0, items)}`,
  duplicate: (nodes: number, items: number) => `duplicate ${what(nodes, 0, items)}`,
  remove: (nodes: number, wires: number, items: number) => `delete ${what(nodes, wires, items)}`,
  heal: (nodes: number) => `delete and reconnect ${things(nodes, "node")}`,
  rename: (title: string) => `rename to ${title}`,
  disable: (on: boolean, nodes: number) => `${on ? "disable" : "enable"} ${things(nodes, "node")}`,
  bypass: (on: boolean, nodes: number) => `${on ? "bypass" : "stop bypassing"} ${things(nodes, "node")}`,
  collapse: (on: boolean, nodes: number) => `${on ? "collapse" : "unfold"} ${things(nodes, "node")}`,
  frame: (nodes: number) => (nodes === 0 ? "add frame" : `frame ${things(nodes, "node")}`),
  unframe: (frames: number) => `remove ${things(frames, "frame")}`,
  editFrame: "change frame",
  note: "add note",
  editNote: "edit note",
  resize: "resize",
  align: (nodes: number) => `align ${things(nodes, "node")}`,
  distribute: (nodes: number) => `distribute ${things(nodes, "node")}`,
  tidy: "tidy",
  keepPaths: "keep paths to the same files",
  drop: (files: number) => `drop ${things(files, "file")}`,
  newFrameTitle: "Frame",
} as const;
