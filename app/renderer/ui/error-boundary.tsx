// What is shown when drawing the editor fails: words and a way on instead of an empty window. Unsaved changes are in the journal.

import { Component, type ReactNode } from "react";
import type { Failure } from "../../bridge/shapes.ts";
import { failureOf } from "../failure.ts";

interface Props {
  readonly children: ReactNode;
  readonly instead: (failure: Failure) => ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly failure: Failure | null }> {
  override state = { failure: null };

  static getDerivedStateFromError(thrown: unknown): { readonly failure: Failure } {
    return { failure: failureOf(thrown) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure ? this.props.instead(failure) : this.props.children;
  }
}
