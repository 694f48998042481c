/** Reads what `git cat-file --batch` prints. */

export interface GitObject {
  /** Undefined when there is no such object. */
  readonly type: string | undefined;
  /** Object id; empty when there is none. */
  readonly id: string;
  /** The content, or its start where it is longer than asked for. */
  readonly content: Buffer;
  /** Bytes of the whole content. */
  readonly size: number;
}

export interface TreeEntry {
  readonly name: string;
  readonly type: 'file' | 'folder';
  readonly id: string;
}

const LINE_FEED = 10;

/** Takes the output in chunks of any size and gives one object for each line of input, in order. */
export class BatchReader {
  readonly #onObject: (object: GitObject, index: number) => void;
  readonly #limit: number;
  #index = 0;
  #head: Buffer[] = [];
  #object: { readonly type: string; readonly id: string; readonly size: number; kept: number } | undefined;
  #content: Buffer[] = [];
  /** Bytes still to come of this object, with the line feed after it. */
  #left = 0;

  /** At most `limit` bytes of each object are kept. */
  constructor(limit: number, onObject: (object: GitObject, index: number) => void) {
    this.#limit = limit;
    this.#onObject = onObject;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length)
      at = this.#object === undefined ? this.#readHead(chunk, at) : this.#readContent(chunk, at);
  }

  #readHead(chunk: Buffer, start: number): number {
    const end = chunk.indexOf(LINE_FEED, start);
    if (end < 0) {
      this.#head.push(chunk.subarray(start));
      return chunk.length;
    }
    const line = Buffer.concat([...this.#head, chunk.subarray(start, end)]).toString('utf8');
    this.#head = [];
    const [, id, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
    if (id === undefined || type === undefined) {
      this.#onObject({ type: undefined, id: '', content: Buffer.alloc(0), size: 0 }, this.#index++);
    } else {
      this.#object = { type, id, size: Number(size), kept: 0 };
      this.#left = Number(size) + 1;
    }
    return end + 1;
  }

  #readContent(chunk: Buffer, start: number): number {
    const object = this.#object;
    if (object === undefined) return start;
    const end = Math.min(chunk.length, start + this.#left);
    this.#left -= end - start;
    const wanted = Math.min(object.size, this.#limit) - object.kept;
    if (wanted > 0) {
      const part = chunk.subarray(start, Math.min(end, start + wanted));
      object.kept += part.length;
      this.#content.push(part);
    }
    if (this.#left === 0) {
      const { type, id, size } = object;
      const content = this.#content.length === 1 ? (this.#content[0] as Buffer) : Buffer.concat(this.#content);
      this.#object = undefined;
      this.#content = [];
      this.#onObject({ type, id, content, size }, this.#index++);
    }
    return end;
  }
}

/** Files and folders of a tree object; symbolic links and submodules are left out. `idLength` is in bytes: 20 or 32. */
export function readTree(content: Buffer, idLength: number): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(' ', at);
    const zero = content.indexOf(0, space);
    if (space < 0 || zero < 0 || zero + 1 + idLength > content.length) return entries;
    const mode = content.toString('latin1', at, space);
    const name = content.toString('utf8', space + 1, zero);
    at = zero + 1 + idLength;
    const id = content.toString('hex', zero + 1, at);
    if (mode === '40000') entries.push({ name, type: 'folder', id });
    else if (mode.startsWith('100')) entries.push({ name, type: 'file', id });
  }
  return entries;
}
