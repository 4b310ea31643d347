// What a node has printed begins with its title, as a terminal needs it. Where that stands above it, once is enough.

export function withoutTitle(printed: string, title: string | undefined): string {
  return title !== undefined && printed.startsWith(`${title}\n`) ? printed.slice(title.length + 1) : printed;
}
