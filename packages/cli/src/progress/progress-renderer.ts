import type { ExperimentEvent } from '@dof/core';

/** Shows how an experiment goes. */
export interface ProgressRenderer {
  next(event: ExperimentEvent): void;
  /** Shows a line among the progress, such as what a signal did. */
  note(line: string): void;
  /** Leaves the screen ready for whatever comes next. */
  stop(): void;
}
