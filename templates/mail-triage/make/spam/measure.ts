// How good are the answers? Figures of a yes-or-no classifier on mails that it has not learned from.

export interface Answer {
  readonly spam: boolean;
  /** Probability of spam. */
  readonly score: number;
}

export interface Figures {
  readonly mails: number;
  readonly spam: number;
  readonly accuracy: number;
  /** Of what was called spam, how much is. */
  readonly precision: number;
  /** Of all spam, how much was found. */
  readonly recall: number;
  readonly f1: number;
  /** Chance that a spam scores higher than a ham. */
  readonly auc: number;
  /** Share of the ham that was called spam. */
  readonly hamLost: number;
}

export function measure(answers: readonly Answer[], threshold: number): Figures {
  const count = (test: (answer: Answer) => boolean) => answers.filter(test).length;
  const called = ({ score }: Answer) => score >= threshold;
  const spam = count((answer) => answer.spam);
  const hits = count((answer) => answer.spam && called(answer));
  const falseAlarms = count((answer) => !answer.spam && called(answer));
  const precision = hits / (hits + falseAlarms);
  const recall = hits / spam;
  return {
    mails: answers.length,
    spam,
    accuracy: (hits + answers.length - spam - falseAlarms) / answers.length,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    auc: areaUnderCurve(answers),
    hamLost: falseAlarms / (answers.length - spam),
  };
}

/** By ranks; equal scores share theirs. */
function areaUnderCurve(answers: readonly Answer[]): number {
  const sorted = answers.toSorted((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && sorted[to].score === sorted[from].score) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) if (sorted[i].spam) rankSum += rank;
    from = to;
  }
  const spam = answers.filter((answer) => answer.spam).length;
  return (rankSum - (spam * (spam + 1)) / 2) / (spam * (answers.length - spam));
}
