// Everything that is made for this playbook, in one go: the language model, the spam model, sample mails, figures, cards.

import { writeLanguageCard, writeSpamCard } from "./card.ts";
import { readLande, type LandeFiles } from "./language/lande.ts";
import { landeToOnnx } from "./language/to-onnx.ts";
import { splitMails, type LabelledMail, type ReadMail } from "./mails.ts";
import { sampleMails } from "./sample.ts";
import { trainSpam, type SpamMetrics } from "./spam/train.ts";

export interface Playbook {
  /** Contents by path, relative to the playbook's folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly metrics: SpamMetrics;
}

export function makePlaybook(
  mails: readonly ReadMail[],
  raw: (mail: LabelledMail) => Uint8Array,
  isForeign: (mail: LabelledMail) => boolean,
  lande: LandeFiles,
): Playbook {
  const text = new TextEncoder();
  const split = splitMails(mails);
  const { onnx, metrics } = trainSpam(split);
  const sample = sampleMails(split.test, raw, isForeign);
  const labels = sample.map(({ file, mail }) => `${file},${mail.spam ? "spam" : "ham"},${mail.name}\n`);
  const files = {
    ...Object.fromEntries(sample.map(({ file, bytes }) => [`data/inbox/${file}`, bytes])),
    "data/labels.csv": text.encode(`file,label,source\n${labels.join("")}`),
    "models/spam.onnx": onnx,
    "models/language.onnx": landeToOnnx(readLande(lande)),
    "metrics.json": text.encode(`${JSON.stringify(metrics, null, 2)}\n`),
    "card.md": text.encode(writeSpamCard(metrics)),
    "language-card.md": text.encode(writeLanguageCard()),
  };
  return { files, metrics };
}
