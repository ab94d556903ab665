export interface PublishedPackage {
  /** Absolute. */
  readonly folder: string;
  /** Its package.json, with its folder from the repository's root. */
  readonly json: { readonly name: string; readonly version: string; readonly directory: string };
}

export function publishedPackages(): readonly PublishedPackage[];
