// Which address does a `Link` header name as the next one? Read as RFC 8288 (appendix B.2) has it; what is odd in it is passed over.

const TARGET = /<([^<>]*)>/g;
/** Of a link: its name, and a value in quotes, bare, or none. Single quotes are no part of the standard, and servers write them. */
const PARAM = /\s*;\s*([^\s;,="]*)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"?|'([^']*)'|([^;,]*)))?/y;

/** `<https://…>; rel="next", <…>; rel="last"`; null where none of them is the next. */
export function nextInHeader(header: string): string | null {
  const target = new RegExp(TARGET);
  for (let link = target.exec(header); link; link = target.exec(header)) {
    const param = new RegExp(PARAM);
    param.lastIndex = target.lastIndex;
    let relations: string | null = null;
    for (let found = param.exec(header); found; found = param.exec(header)) {
      const [, name, quoted, single, bare = ""] = found;
      target.lastIndex = param.lastIndex;
      // Only the first counts.
      if (name.toLowerCase() === "rel") relations ??= quoted?.replaceAll(/\\(.)/g, "$1") ?? single ?? bare;
    }
    if (relations?.toLowerCase().split(/\s+/).includes("next")) return link[1];
  }
  return null;
}
