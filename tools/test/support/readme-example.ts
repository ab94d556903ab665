/** The JavaScript examples of a README. */
export function readmeExamples(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```(?:js|ts)\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
}
