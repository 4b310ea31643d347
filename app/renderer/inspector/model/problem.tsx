// What speaks against a model, or is worth knowing of it: what it is, what was expected, and the next step.

import { words } from "../../strings/inspector.ts";
import "./problem.css";
import type { ModelProblem } from "./model-data.ts";

interface ProblemProps {
  readonly title: string;
  readonly problem: ModelProblem;
  readonly bad?: boolean;
}

export function Problem({ title, problem, bad }: ProblemProps) {
  const { code, message, hint, expected, got } = problem;
  return (
    <div className="mr-model-problem" data-bad={bad} role={bad ? "alert" : undefined}>
      <p>
        <strong>{title}.</strong> {message}
      </p>
      {expected !== undefined && (
        <p className="mr-soft">
          {words.expected} <code>{expected}</code>
          {got !== undefined && (
            <>
              , {words.got} <code>{got}</code>
            </>
          )}
        </p>
      )}
      {hint && <p className="mr-soft">{hint}</p>}
      <code className="mr-issue-code">{code}</code>
    </div>
  );
}
