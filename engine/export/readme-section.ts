// A section of the operator's README, put in by a target: in the place of one with that heading, else before another.

export interface ReadmeSection {
  readonly heading: string;
  readonly text: string;
  /** Heading of the section that it goes before, where there is none of its own. */
  readonly before: string;
}

export function withSection(readme: string, { heading, text, before }: ReadmeSection): string {
  const section = `## ${heading}\n\n${text.trim()}\n\n`;
  const start = startOf(readme, heading);
  if (start !== -1) {
    const next = readme.indexOf("\n## ", start);
    return readme.slice(0, start) + section + (next === -1 ? "" : readme.slice(next + 1));
  }
  const place = startOf(readme, before);
  return place === -1
    ? `${readme.trimEnd()}\n\n${section.trimEnd()}\n`
    : readme.slice(0, place) + section + readme.slice(place);
}

/** Rows at the end of the table of files, which the README ends with. */
export function withFiles(readme: string, files: Readonly<Record<string, string>>): string {
  const rows = Object.entries(files).map(([file, what]) => `| ${`\`${file}\``.padEnd(21)} | ${what} |\n`);
  return `${readme.trimEnd()}\n${rows.join("")}`;
}

function startOf(readme: string, heading: string): number {
  return readme.startsWith(`## ${heading}\n`) ? 0 : readme.indexOf(`\n## ${heading}\n`) + 1 || -1;
}
