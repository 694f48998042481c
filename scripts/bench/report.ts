/** Measurements as a Markdown table. */
import type { Spread } from './statistics.ts';

export interface Measurement {
  readonly name: string;
  readonly articles: number;
  /** Milliseconds. */
  readonly time: Spread;
  /** Bytes. */
  readonly memory?: Spread;
  /** Milliseconds of processor time, all threads. */
  readonly cpu?: Spread;
  /** Milliseconds; the target of the project at this size. */
  readonly target?: number;
  /** Bytes. */
  readonly memoryTarget?: number;
}

export interface Ratio {
  readonly name: string;
  readonly articles: number;
  /** Time of the other tool over ours. */
  readonly time: number;
  readonly cpu?: number;
  readonly memory?: number;
}

export function measurementTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ name, articles, time, memory, cpu, target, memoryTarget }) => [
    name,
    articles.toLocaleString('en'),
    milliseconds(time.median),
    `${milliseconds(time.min)} – ${milliseconds(time.max)}`,
    String(time.runs),
    target === undefined ? '' : `≤ ${milliseconds(target)} ${time.median <= target ? '✓' : '✗'}`,
    cpu === undefined ? '' : milliseconds(cpu.median),
    memory === undefined ? '' : megabytes(memory.median),
    memoryTarget === undefined || memory === undefined
      ? ''
      : `≤ ${megabytes(memoryTarget)} ${memory.median <= memoryTarget ? '✓' : '✗'}`,
  ]);
  return table(
    ['Measured', 'Articles', 'Median', 'Spread', 'n', 'Target', 'Processor time', 'Peak memory', 'Target'],
    rows,
  );
}

export function ratioTable(ratios: readonly Ratio[]): string {
  const rows = ratios.map(({ name, articles, time, cpu, memory }) => [
    name,
    articles.toLocaleString('en'),
    `${time.toFixed(1)} ×`,
    cpu === undefined ? '' : `${cpu.toFixed(1)} ×`,
    memory === undefined ? '' : `${memory.toFixed(1)} ×`,
  ]);
  return table(['Other tool / Throughline', 'Articles', 'Time', 'Processor time', 'Memory'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function milliseconds(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
