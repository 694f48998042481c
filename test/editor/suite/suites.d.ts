/** Written by the bundler (`scripts/editorBundles.mjs`): every `*.test.ts` below `test/editor/suite`. */
declare module 'throughline:suites' {
  /** Path below `test/editor/suite` → function that evaluates the file, once. */
  export const suites: Readonly<Record<string, () => Promise<unknown>>>;
}
