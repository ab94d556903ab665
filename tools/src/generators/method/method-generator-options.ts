/** What `nx g @dof/tools:method` takes; the same as schema.json beside this file. */
export interface MethodGeneratorOptions {
  /** What experiment files will call the method: lower-case words joined by dashes. */
  readonly name: string;
  /** One line that says what the method does. */
  readonly description?: string;
  /** npm scope of a plugin of one's own, with or without `@`. */
  readonly scope?: string;
  /** Where a plugin of one's own goes, from the workspace's root. */
  readonly directory?: string;
  /** A plugin of one's own; by default everywhere but in dof's own repository. */
  readonly plugin?: boolean;
  readonly skipInstall?: boolean;
}
