// Files that are dropped where nothing takes them: without this the browser would leave the editor and show the file.

export function refuseDrops(): () => void {
  const refuse = (event: DragEvent) => {
    const { defaultPrevented, dataTransfer } = event;
    if (defaultPrevented || !dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    dataTransfer.dropEffect = "none";
  };
  const events = ["dragover", "drop"] as const;
  for (const name of events) window.addEventListener(name, refuse);
  return () => events.forEach((name) => window.removeEventListener(name, refuse));
}
