/** The engine on files in memory. */
import { Utf8Decoder } from '../../server/article/parseText.ts';
import { InlineBodyParser } from '../../server/engine/bodyParser.ts';
import { Engine, type EngineOptions } from '../../server/engine/engine.ts';
import { noCache } from '../../server/store/noCache.ts';
import { MemoryFileSystem } from './memoryFileSystem.ts';

export interface MemoryEngine {
  readonly engine: Engine;
  readonly fs: MemoryFileSystem;
}

export function memoryEngine(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<EngineOptions> = {},
): MemoryEngine {
  const fs = new MemoryFileSystem(files);
  const engine = new Engine({
    fs,
    cache: noCache(),
    bodies: new InlineBodyParser(fs, new Utf8Decoder()),
    clock: () => Date.UTC(2026, 10, 16, 9),
    ...options,
  });
  return { engine, fs };
}

/** Findings as `path:line code`, sorted; lines count from 1. */
export function codesOf(engine: Engine, path?: string): string[] {
  return engine.findings(path).map((finding) => `${finding.path}:${finding.range.start.line + 1} ${finding.code}`);
}
