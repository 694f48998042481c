/**
 * Document URIs and workspace paths. Everything the platform decides is in {@link PathPolicy}, so that Windows can be
 * tested anywhere; of vscode-uri only the parts that do not look at the platform are used: parsing, and writing from
 * components, which spells URIs as VS Code does (`file:///c%3A/a%20b.md`).
 */
import { URI } from 'vscode-uri';

export interface PathPolicy {
  /** Drive letters, shares, and `\` between segments. */
  readonly windows: boolean;
  /** Whether names that differ in case alone are different files. */
  readonly caseSensitive: boolean;
}

/** What holds on a system by default. Volumes can be set up otherwise; few are. */
export function pathPolicy(platform: NodeJS.Platform): PathPolicy {
  return { windows: platform === 'win32', caseSensitive: platform !== 'win32' && platform !== 'darwin' };
}

/** A place on this machine, or on a share. */
interface Place {
  /** Name of the share's host; empty for this machine. */
  readonly host: string;
  /** Below the host, without `.` and `..`. The first one is the drive (`c:`) on Windows and the share's name on a share. */
  readonly segments: readonly string[];
}

/** The one spelling of a root's URI: no slash at its end, VS Code's escapes. URIs other than `file:` stay as they are. */
export function rootUriOf(uri: string, policy: PathPolicy = HERE): string {
  const place = placeOf(uri, policy);
  return place === undefined ? uri : write(place);
}

/**
 * The path below the root, in the spelling of `uri`; `''` for the root itself. Undefined for what is not below it, and
 * for schemes other than `file:` such as `untitled:`. Where case does not count, the root is found whatever its case.
 */
export function toPath(root: string, uri: string, policy: PathPolicy = HERE): string | undefined {
  const above = placeOf(root, policy);
  const place = placeOf(uri, policy);
  if (above === undefined || place === undefined || above.host !== place.host) return undefined;
  if (above.segments.length > place.segments.length) return undefined;
  const isBelow = above.segments.every((segment, i) => sameName(segment, place.segments[i] as string, policy));
  return isBelow ? place.segments.slice(above.segments.length).join('/') : undefined;
}

/** The URI of a workspace path. */
export function toUri(root: string, path: string): string {
  const base = URI.parse(root);
  const prefix = base.path.endsWith('/') ? base.path.slice(0, -1) : base.path;
  return path === '' ? base.toString() : base.with({ path: `${prefix}/${path}` }).toString();
}

/** The nearest of several roots above a document, and the path below it. */
export function locate(
  roots: Iterable<string>,
  uri: string,
  policy: PathPolicy = HERE,
): { readonly root: string; readonly path: string } | undefined {
  let best: { readonly root: string; readonly path: string; readonly depth: number } | undefined;
  for (const root of roots) {
    const path = toPath(root, uri, policy);
    const depth = placeOf(root, policy)?.segments.length ?? 0;
    if (path !== undefined && (best === undefined || depth > best.depth)) best = { root, path, depth };
  }
  return best && { root: best.root, path: best.path };
}

/** The native path of a `file:` URI: `C:\a`, `\\host\share\a`, `/a`. Undefined when this system has no such path. */
export function toNative(uri: string, policy: PathPolicy = HERE): string | undefined {
  const place = placeOf(uri, policy);
  if (place === undefined) return undefined;
  const { host, segments } = place;
  if (!policy.windows) return `/${segments.join('/')}`;
  if (host !== '') return `\\\\${host}\\${segments.join('\\')}`;
  const [drive = '', ...rest] = segments;
  return `${drive.toUpperCase()}\\${rest.join('\\')}`;
}

/** The URI of an absolute native path; undefined for a relative one. */
export function fromNative(path: string, policy: PathPolicy = HERE): string | undefined {
  if (!policy.windows)
    return path.startsWith('/') ? write({ host: '', segments: plainSegments(path.split('/')) }) : undefined;
  // `\\?\` switches off what Windows does to paths; what follows is a path as usual.
  const [, share, usual] = /^\\\\\?\\(UNC\\)?(.*)$/s.exec(path) ?? [undefined, undefined, path];
  const text = (share === undefined ? (usual as string) : `\\\\${usual}`).replaceAll('\\', '/');
  if (text.startsWith('//')) {
    const [host = '', ...rest] = text.slice(2).split('/');
    const segments = plainSegments(rest);
    return host === '' || segments.length === 0 ? undefined : write({ host: host.toLowerCase(), segments });
  }
  return /^[a-z]:\//i.test(text)
    ? write({ host: '', segments: lowerDrive(plainSegments(text.split('/'))) })
    : undefined;
}

/**
 * One form for all spellings of a workspace path that mean the same file: to be compared, never to be shown or opened.
 */
export function pathIdentity(path: string, policy: PathPolicy = HERE): string {
  if (policy.caseSensitive) return path;
  // macOS compares letters with accents however they are composed; Windows does not.
  return (policy.windows ? path : path.normalize('NFC')).toLowerCase();
}

const HERE: PathPolicy = pathPolicy(process.platform);

function placeOf(uri: string, policy: PathPolicy): Place | undefined {
  const parsed = parseFileUri(uri);
  if (parsed === undefined || parsed.path.includes('\0')) return undefined;
  const host = parsed.authority.toLowerCase() === 'localhost' ? '' : parsed.authority.toLowerCase();
  const segments = plainSegments(parsed.path.split(policy.windows ? /[\\/]/ : '/'));
  if (!policy.windows) return host === '' ? { host, segments } : undefined;
  if (host !== '') return segments.length === 0 ? undefined : { host, segments };
  return /^[a-z]:$/i.test(segments[0] ?? '') ? { host, segments: lowerDrive(segments) } : undefined;
}

/** Undefined for other schemes and for text that is no URI. */
function parseFileUri(uri: string): URI | undefined {
  if (!/^file:\//i.test(uri)) return undefined;
  try {
    return URI.parse(uri);
  } catch {
    // Thrown for a path that begins with `//` and no host before it: not a file's address.
    return undefined;
  }
}

/** Escaped slashes and dots are resolved before anything is compared, so `..%2F` does not lead out of a root. */
function plainSegments(segments: readonly string[]): string[] {
  const plain: string[] = [];
  for (const segment of segments) {
    if (segment === '..') plain.pop();
    else if (segment !== '' && segment !== '.') plain.push(segment);
  }
  return plain;
}

/** Drive letters are lower case in VS Code's URIs. */
function lowerDrive([drive = '', ...rest]: readonly string[]): string[] {
  return [drive.toLowerCase(), ...rest];
}

function write({ host, segments }: Place): string {
  return URI.from({ scheme: 'file', authority: host, path: `/${segments.join('/')}` }).toString();
}

function sameName(a: string, b: string, policy: PathPolicy): boolean {
  return a === b || pathIdentity(a, policy) === pathIdentity(b, policy);
}
