import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';

/**
 * A function that replaces positions in `bundle` by those in its sources, in a line of a stack trace. The extension
 * host formats stack traces itself, so that Node's own source map support has no effect there.
 *
 * @param bundle absolute path of a file with an inline source map; without one, lines come back as they are.
 * @param root paths are written relative to this folder.
 */
export function stackMapper(bundle: string, root: string): (line: string) => string {
  const map = inlineSourceMap(bundle);
  if (map === undefined) return (line) => line;
  return (line) => {
    const found = /([^\s()]+):(\d+):(\d+)\)?$/.exec(line);
    const [, file, row, column] = found ?? [];
    // Mocha shortens paths below the working folder.
    if (file === undefined || !(file.endsWith(bundle) || bundle.endsWith(file))) return line;
    const origin = map.findOrigin(Number(row), Number(column));
    if (!('fileName' in origin)) return line;
    const source = relative(root, resolve(dirname(bundle), origin.fileName));
    return line.replace(`${file}:${row}:${column}`, `${source}:${origin.lineNumber}:${origin.columnNumber}`);
  };
}

function inlineSourceMap(bundle: string): SourceMap | undefined {
  const text = readFileSync(bundle, 'utf8');
  const mark = '//# sourceMappingURL=data:application/json;base64,';
  const start = text.lastIndexOf(mark);
  if (start < 0) return undefined;
  const payload: SourceMapPayload = JSON.parse(Buffer.from(text.slice(start + mark.length), 'base64').toString());
  return new SourceMap(payload);
}
