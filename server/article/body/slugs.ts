/** Anchors of headings, as GitHub makes them. */
import GithubSlugger from 'github-slugger';

/** The anchors of one document: repeated ones are numbered. */
export class Slugs {
  readonly #slugger = new GithubSlugger();

  /** `text` is the heading without markup, with its spaces as written: each becomes a hyphen. */
  next(text: string): string {
    return this.#slugger.slug(text.trim());
  }
}
