// How files that are no ONNX model are known by their first bytes, and what to do with each.

interface Signature {
  readonly kind: string;
  /** What it is, with its article: `a PNG picture`. */
  readonly name: string;
  readonly hint: string;
  /** Whether the start of a file is of this kind. `text` is the same bytes as Latin-1. */
  readonly matches: (text: string) => boolean;
}

const EXPORT_TORCH = 'Export it in Python: torch.onnx.export(model, example_input, "model.onnx").';
const EXPORT_TENSORFLOW =
  "Convert it in Python: python -m tf2onnx.convert (--saved-model, --keras or --tflite) … --output model.onnx.";
const EXPORT_SKLEARN =
  "Export it in Python with skl2onnx: to_onnx(model, X[:1]); never load a pickle you do not trust.";
const WRONG_FILE = "Give the path of an .onnx file.";
const UNPACK = "Unpack it and give the path of the .onnx file inside.";

const starts =
  (...prefixes: string[]) =>
  (text: string) =>
    prefixes.some((prefix) => text.startsWith(prefix));
const zipWith =
  (...names: string[]) =>
  (text: string) =>
    text.startsWith("PK\x03\x04") && names.some((name) => text.includes(name));
const at = (offset: number, magic: string) => (text: string) => text.startsWith(magic, offset);
const likeWord = (pattern: RegExp) => (text: string) => pattern.test(text);

/** The first that matches counts. */
export const SIGNATURES: readonly Signature[] = [
  {
    kind: "git-lfs",
    name: "a Git LFS pointer, not the model itself",
    hint: "Run `git lfs pull` to get the real file.",
    matches: starts("version https://git-lfs."),
  },
  {
    kind: "html",
    name: "a web page",
    hint: "The download went wrong; open the address in a browser and save the file itself.",
    matches: likeWord(/^\s*<(!doctype html|html|head)/i),
  },
  {
    kind: "pmml",
    name: "a PMML model",
    hint: "Train or export the model as ONNX instead.",
    matches: likeWord(/^\s*<(\?xml|PMML)[\s\S]*<PMML/),
  },
  {
    kind: "openvino",
    name: "an OpenVINO network",
    hint: "Give the ONNX file it was converted from.",
    matches: likeWord(/^\s*<(\?xml[\s\S]*<net|net)\s/),
  },
  {
    kind: "onnx-text",
    name: "an ONNX model written as text",
    hint: 'Write it as binary in Python: onnx.save(onnx.load(path, format="textproto"), "model.onnx").',
    matches: likeWord(/^\s*(<\s*)?ir_version\s*:/),
  },
  {
    kind: "lightgbm",
    name: "a LightGBM model",
    hint: "Convert it in Python with onnxmltools: convert_lightgbm.",
    matches: starts("tree\nversion=", "tree\r\nversion="),
  },
  {
    kind: "xgboost",
    name: "an XGBoost model",
    hint: "Convert it in Python with onnxmltools: convert_xgboost.",
    matches: (text) =>
      text.startsWith("binf") || (text.startsWith("{") && text.slice(0, 400).includes("learner")),
  },
  { kind: "png", name: "a PNG picture", hint: WRONG_FILE, matches: starts("\x89PNG") },
  { kind: "jpeg", name: "a JPEG picture", hint: WRONG_FILE, matches: starts("\xff\xd8\xff") },
  { kind: "gif", name: "a GIF picture", hint: WRONG_FILE, matches: starts("GIF8") },
  {
    kind: "webp",
    name: "a WebP picture",
    hint: WRONG_FILE,
    matches: (text) => text.startsWith("RIFF") && text.startsWith("WEBP", 8),
  },
  {
    kind: "wav",
    name: "a sound file",
    hint: WRONG_FILE,
    matches: (text) => text.startsWith("RIFF") && text.startsWith("WAVE", 8),
  },
  { kind: "pdf", name: "a PDF document", hint: WRONG_FILE, matches: starts("%PDF") },
  { kind: "keras", name: "a Keras model", hint: EXPORT_TENSORFLOW, matches: zipWith("model.weights.h5") },
  {
    kind: "torchscript",
    name: "a TorchScript model",
    hint: EXPORT_TORCH,
    matches: zipWith("constants.pkl", "/code/"),
  },
  { kind: "pytorch", name: "a PyTorch checkpoint", hint: EXPORT_TORCH, matches: zipWith("data.pkl") },
  {
    kind: "numpy",
    name: "NumPy arrays",
    hint: WRONG_FILE,
    matches: (text) => text.startsWith("\x93NUMPY") || zipWith(".npy")(text),
  },
  { kind: "zip", name: "a ZIP archive", hint: UNPACK, matches: starts("PK\x03\x04", "PK\x05\x06") },
  { kind: "gzip", name: "a gzip-compressed file", hint: UNPACK, matches: starts("\x1f\x8b") },
  { kind: "zstd", name: "a Zstandard-compressed file", hint: UNPACK, matches: starts("\x28\xb5\x2f\xfd") },
  { kind: "xz", name: "an xz-compressed file", hint: UNPACK, matches: starts("\xfd7zXZ") },
  { kind: "bzip2", name: "a bzip2-compressed file", hint: UNPACK, matches: starts("BZh") },
  { kind: "tar", name: "a tar archive", hint: UNPACK, matches: at(257, "ustar") },
  {
    kind: "keras-h5",
    name: "an HDF5 file, as Keras saves models",
    hint: EXPORT_TENSORFLOW,
    matches: starts("\x89HDF\r\n"),
  },
  { kind: "tflite", name: "a TensorFlow Lite model", hint: EXPORT_TENSORFLOW, matches: at(4, "TFL3") },
  {
    kind: "ort",
    name: "a model in onnxruntime's own format (.ort)",
    hint: "Give the .onnx file it was made from.",
    matches: at(4, "ORTM"),
  },
  {
    kind: "gguf",
    name: "a GGUF language model",
    hint: "Give an ONNX export of the model.",
    matches: starts("GGUF"),
  },
  {
    kind: "safetensors",
    name: "weights without a graph (safetensors)",
    hint: "Export the whole model as ONNX, e.g. with optimum-cli export onnx.",
    matches: likeWord(/^[\s\S]{6}\0\0\{"/),
  },
  { kind: "parquet", name: "a Parquet table", hint: WRONG_FILE, matches: starts("PAR1") },
  { kind: "arrow", name: "an Arrow table", hint: WRONG_FILE, matches: starts("ARROW1") },
  {
    kind: "program",
    name: "a program",
    hint: WRONG_FILE,
    matches: starts("\x7fELF", "MZ", "\xcf\xfa\xed\xfe"),
  },
  {
    kind: "pickle",
    name: "a Python pickle (scikit-learn, joblib, PyTorch)",
    hint: EXPORT_SKLEARN,
    matches: likeWord(/^\x80[\x02-\x05]/),
  },
  // A SavedModel starts with its schema version, 1, and its graph; a frozen graph with its first node.
  {
    kind: "tensorflow",
    name: "a TensorFlow graph",
    hint: EXPORT_TENSORFLOW,
    matches: likeWord(/^(\x08\x01\x12|\x0a)[\s\S]*(Placeholder|VarHandleOp|saved_model|tensorflow)/),
  },
];
