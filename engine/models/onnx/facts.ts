// What a model takes and gives, in Millrace's terms: from a scan to tensor specs in which every dimension has a name.

import type { Dim } from "../../frames/types.ts";
import type { TensorSpec } from "../../sdk/services.ts";
import { isTensorDtype } from "./dtypes.ts";
import type { ModelScan, ZipMap } from "./scan.ts";
import type { ScannedValue } from "./scan-values.ts";

/** The inputs that can be fed. */
export function inputSpecs(scan: ModelScan): TensorSpec[] {
  const name = dimNames(scan);
  return scan.inputs.flatMap((value) => specOf(value, name) ?? []);
}

/** The outputs that can be read; a ZipMap's list of maps is the tensor `[N, classes]` it was made of. */
export function outputSpecs(scan: ModelScan): TensorSpec[] {
  const name = dimNames(scan);
  return scan.outputs.flatMap((value) => {
    const zipMap = scan.zipMaps.find(({ output }) => output === value.name);
    if (!zipMap) return labelled(specOf(value, name), scan) ?? [];
    const shape = ["", zipMap.classes || ""].map((dim, axis) => name(value.name, dim, axis));
    const labels = tellingLabels(zipMap);
    return { name: value.name, dtype: "float32" as const, shape, ...(labels && { labels }) };
  });
}

/** With the classes that the metadata lists under `classes`, where the output is one score for each. */
function labelled(spec: TensorSpec | null, { metadata }: ModelScan): TensorSpec | null {
  if (!spec || spec.dtype !== "float32" || spec.shape.length !== 2) return spec;
  const labels = Object.hasOwn(metadata, "classes") ? textsIn(metadata.classes) : null;
  return labels && labels.length === spec.shape[1] ? { ...spec, labels } : spec;
}

/** The different texts of a JSON list; null for all else. */
function textsIn(json: string): readonly string[] | null {
  try {
    const list: unknown = JSON.parse(json);
    const isNames = Array.isArray(list) && list.every((each) => typeof each === "string");
    return isNames && new Set(list).size === list.length ? list : null;
  } catch {
    return null;
  }
}

/** null for labels that are not one for each class, or only the numbers that the classes have anyway. */
function tellingLabels({ labels, classes }: ZipMap): readonly string[] | null {
  const isWhole = labels.length === classes && new Set(labels).size === classes;
  return isWhole && labels.some((label, i) => label !== String(i)) ? labels : null;
}

function specOf(value: ScannedValue, name: NameDim): TensorSpec | null {
  if (value.kind !== "tensor" || value.dtype === null || !isTensorDtype(value.dtype)) return null;
  const { dtype, shape } = value;
  if (!shape) return { name: value.name, dtype, shape: [], anyRank: true };
  return { name: value.name, dtype, shape: shape.map((dim, axis) => name(value.name, dim, axis)) };
}

type NameDim = (tensor: string, dim: Dim, axis: number) => Dim;

/**
 * Names for the dimensions the file leaves open without one. The first of each tensor is taken for the batch, so all
 * get one name; the others are separate unknowns. Names that the file uses itself are not taken.
 */
function dimNames(scan: ModelScan): NameDim {
  const values = [...scan.inputs, ...scan.outputs];
  const shapes = values.flatMap((value) => (value.kind === "tensor" && value.shape ? [value.shape] : []));
  const taken = new Set(shapes.flat());
  const batchNames = new Set(
    shapes.map((shape) => shape[0]).filter((dim) => typeof dim === "string" && dim !== ""),
  );
  // A file that names the batch in some tensors and leaves it out in others means the same by both.
  const batch = batchNames.size === 1 ? [...batchNames][0] : free("N", taken);
  return (tensor, dim, axis) => {
    if (dim !== "") return dim;
    return axis === 0 ? batch : free(`${tensor}_${axis}`, taken);
  };
}

function free(name: string, taken: ReadonlySet<Dim>): string {
  return taken.has(name) ? free(`${name}_`, taken) : name;
}
