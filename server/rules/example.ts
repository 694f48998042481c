/** Examples in a rule's data: one article, or several with `<!-- file: name.md -->` on a line of its own before each. */

export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}

const SEPARATOR = /^<!-- file: (\S+) -->\r?\n/gm;

/** The first file is called `example.md` unless it is named. */
export function exampleFiles(example: string): ExampleFile[] {
  const files: ExampleFile[] = [];
  let path = 'example.md';
  let start = 0;
  for (const match of example.matchAll(SEPARATOR)) {
    if (match.index > start) files.push({ path, text: trimmed(example.slice(start, match.index)) });
    path = match[1] ?? path;
    start = match.index + match[0].length;
  }
  files.push({ path, text: trimmed(example.slice(start)) });
  return files;
}

function trimmed(text: string): string {
  return `${text.trimEnd()}\n`;
}
