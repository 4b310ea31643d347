// How good is the model that was trained? Its figures beside those of a naive answer, and what should be known.

import type { Reply } from "../../../bridge/calls.ts";
import { words } from "../../strings/training.ts";

interface Props {
  readonly target: string;
  readonly result: Reply<"plan.train">;
}

export function TrainingResult({ target, result }: Props) {
  const { figures, learned, held, notes, leftOut, card } = result;
  return (
    <div role="status">
      <p className="mr-soft">{words.measured(target, learned, held)}</p>
      <table className="mr-figures">
        <thead>
          <tr>
            <th scope="col">{words.figure}</th>
            <th scope="col">{words.model}</th>
            <th scope="col">{words.naive}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ name, model, naive }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{model}</td>
              <td>{naive}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {notes.map(({ code, message, hint }) => (
        <p key={message}>
          {message} {hint} <code className="mr-issue-code">{code}</code>
        </p>
      ))}
      {leftOut.map(({ name, why }) => (
        <p key={name} className="mr-faint">
          {words.leftOut(name, why)}
        </p>
      ))}
      <p className="mr-faint">{words.card(card)}</p>
    </div>
  );
}
