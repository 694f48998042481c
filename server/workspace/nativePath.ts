/** Workspace paths as the operating system writes them. */
import { posix, win32 } from 'node:path';

/**
 * The native form of a path below `root`, itself absolute and native. Undefined for a path that is not a plain way down
 * from the root: absolute, with `.`, `..` or empty segments, or with what the system takes for something else than a
 * name (on Windows `\`, drives and streams after `:`, names that end in a dot or space, which it cuts off).
 */
export function nativePath(root: string, path: string, platform: NodeJS.Platform): string | undefined {
  if (path === '') return root;
  if (path.includes('\0')) return undefined;
  const windows = platform === 'win32';
  const segments = path.split('/');
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') return undefined;
    if (windows && (/[\\:]/.test(segment) || /[. ]$/.test(segment))) return undefined;
  }
  return (windows ? win32 : posix).join(root, ...segments);
}
