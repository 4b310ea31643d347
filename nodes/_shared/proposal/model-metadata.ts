// What exporters write into a model's metadata about pictures: the names of classes, the size, the task (Ultralytics, YOLOX, Hugging Face).

type Metadata = Readonly<Record<string, string>>;

/** Names of the classes in their order; null where the file does not say them. */
export function classNames(metadata: Metadata): readonly string[] | null {
  for (const key of ["names", "classes", "labels", "id2label", "class_names"]) {
    const text = metadata[key];
    const found = text === undefined ? null : namesIn(text);
    if (found && found.length > 0) return found;
  }
  return null;
}

/** `{0: 'person', 1: 'it\'s'}` as Python prints it, JSON objects and lists, or one name a line. */
export function namesIn(text: string): readonly string[] | null {
  const json = parsed(text);
  if (Array.isArray(json)) return json.map(String);
  if (json !== null && typeof json === "object")
    return inOrder(Object.entries(json).map(([id, name]) => [id, String(name)]));
  const entries = [...text.matchAll(PYTHON_ENTRY)].map(([, id, single, double]): [string, string] => [
    id,
    unescaped(single ?? double),
  ]);
  if (entries.length > 0) return inOrder(entries);
  if (/^\s*[[{]/u.test(text)) {
    const list = [...text.matchAll(PYTHON_TEXT)].map(([, single, double]) => unescaped(single ?? double));
    return list.length > 0 ? list : null;
  }
  return lines(text);
}

const PYTHON_ENTRY = /(\d+)\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/gu;
const PYTHON_TEXT = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gu;

function unescaped(text: string): string {
  return text.replace(/\\(.)/gu, "$1");
}

function inOrder(entries: readonly (readonly [string, string])[]): readonly string[] | null {
  const numbered = entries.map(([id, name]) => ({ id: Number(id), name }));
  if (numbered.some(({ id }) => !Number.isInteger(id) || id < 0 || id > 100_000)) return null;
  const names: string[] = [];
  for (const { id, name } of numbered) names[id] = name;
  // Numbers that are left out keep their place: the classes behind them would be called wrongly else.
  return Array.from(names, (name, id) => name ?? String(id));
}

function lines(text: string): readonly string[] {
  const all = text.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  return all.at(-1) === "" ? all.slice(0, -1) : all;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** `[640, 480]` is height, width, as Ultralytics writes it. */
export function imageSize(metadata: Metadata): { readonly width: number; readonly height: number } | null {
  const numbers = metadata.imgsz?.match(/\d+/gu)?.map(Number);
  if (!numbers?.length || numbers.includes(0)) return null;
  const [height, width = height] = numbers;
  return { width, height };
}

/** How many keypoints a box has, and how many numbers each of them. */
export function keypointShape(
  metadata: Metadata,
): { readonly count: number; readonly values: number } | null {
  const numbers = metadata.kpt_shape?.match(/\d+/gu)?.map(Number);
  return numbers?.length === 2 ? { count: numbers[0], values: numbers[1] } : null;
}
