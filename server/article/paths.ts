/** Workspace paths: relative to the root, `/` between segments, no leading slash, never a platform's own form. */

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** File name without its last extension: `a/REQ-001.md` → `REQ-001`. */
export function stemOf(path: string): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

/**
 * Where a link written in the file `from` leads. A leading `/` means the root. Undefined when it leaves the root:
 * nothing outside the workspace is followed.
 */
export function resolvePath(from: string, target: string): string | undefined {
  const segments = target.startsWith('/') ? [] : folderOf(from).split('/').filter(Boolean);
  for (const segment of target.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (segments.pop() === undefined) return undefined;
    } else segments.push(segment);
  }
  return segments.join('/');
}

/** The link from the file `from` to the file `to`: `../req/REQ-012.md`. */
export function relativePath(from: string, to: string): string {
  const start = folderOf(from).split('/').filter(Boolean);
  const end = to.split('/');
  let common = 0;
  while (common < start.length && common < end.length - 1 && start[common] === end[common]) common++;
  return [...start.slice(common).map(() => '..'), ...end.slice(common)].join('/');
}

const MARKDOWN = ['.md', '.markdown'];

export function isMarkdown(path: string): boolean {
  const lower = path.toLowerCase();
  return MARKDOWN.some((extension) => lower.endsWith(extension));
}

/**
 * One key for all ways to link a file: with or without `.md`, the folder instead of its README or index. Two files
 * may share a key; who resolves picks the exact one.
 */
export function pathKey(path: string): string {
  let key = path.endsWith('/') ? path.slice(0, -1) : path;
  for (const extension of MARKDOWN) {
    if (key.toLowerCase().endsWith(extension)) {
      key = key.slice(0, -extension.length);
      break;
    }
  }
  const name = fileNameOf(key).toLowerCase();
  if (name === 'readme' || name === 'index') key = folderOf(key);
  return `path:${key}`;
}

/** Key of an id. Ids are compared exactly, case included. */
export function idKey(id: string): string {
  return `id:${id}`;
}

/** Key of a wiki link by file name, as note tools write them: case does not matter. */
export function nameKey(name: string): string {
  return `name:${name.toLowerCase()}`;
}
