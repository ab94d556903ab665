export interface AuditReport {
  readonly vulnerabilities?: Readonly<
    Record<
      string,
      {
        readonly severity: string;
        /** Names of packages it comes through, or advisories. */
        readonly via: readonly (string | { readonly title: string; readonly url: string })[];
      }
    >
  >;
}

export function unexplainedFindings(report: AuditReport, explained: ReadonlyMap<string, string>): readonly string[];
