import { Html, markup, type HtmlValue } from './html.js';
import type { Section } from './sections/figure-sections.js';

/** Nothing is loaded and nothing runs: the pictures stand in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export interface StillPageOptions {
  /** Of the document. */
  readonly title: string;
  readonly heading: string;
  /** Below the heading. */
  readonly lead: HtmlValue;
  /** Each is an entry in the contents too. */
  readonly sections: readonly Section[];
  /** The report page's style sheet. */
  readonly styles: string;
}

/** An HTML document that needs no scripts and no other file. */
export function stillPage({ title, heading, lead, sections, styles }: StillPageOptions): string {
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}: degrees of freedom</title>
        <style>
          ${new Html(styles)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the results</a>
        <header>
          <h1>${heading}</h1>
          ${lead}
        </header>
        <div class="columns">
          <nav aria-label="Contents">
            <ul>
              ${sections.map((section) => markup`<li><a href="#${section.id}">${section.title}</a></li>`)}
            </ul>
          </nav>
          <main id="main" tabindex="-1">${sections.map(({ content }) => content)}</main>
        </div>
        <footer>
          <p class="quiet">Written by dof. Method: Larsen, Fort, Becker, Ganguli, ICLR 2022, arXiv:2107.05802.</p>
        </footer>
      </body>
    </html> `.text;
}
