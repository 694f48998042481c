/** Findings for people. */
import type { Position } from '../article/text.ts';
import type { Finding } from '../rules/rule.ts';
import { type CheckReport, counted, countsText, leftOut } from './checkReport.ts';
import { padEnd, padStart, widthOf, wrap } from './columns.ts';
import { type Palette, printable } from './paint.ts';

export interface TextOptions {
  readonly palette: Palette;
  /**
   * `grouped`: under the name of each file, messages broken to the width. `lines`: one line a finding with its full
   * place, for `grep`, problem matchers and logs.
   */
  readonly layout: 'grouped' | 'lines';
  /** Cells of the terminal. */
  readonly width: number;
}

/** A message is not broken into a column narrower than this; it goes below instead. */
const LEAST_MESSAGE = 48;

export function checkText(report: CheckReport, options: TextOptions, milliseconds: number): string {
  return [...findingsText(report.findings, options), ...summary(report, options, milliseconds)].join('');
}

/** A chunk a file. */
export function findingsText(findings: readonly Finding[], options: TextOptions): string[] {
  const files: Finding[][] = [];
  for (const finding of findings) {
    const last = files.at(-1);
    if (last?.[0]?.path === finding.path) last.push(finding);
    else files.push([finding]);
  }
  const widths = {
    severity: greatest(findings, (finding) => finding.severity),
    code: greatest(findings, (finding) => finding.code),
  };
  return files.map((file) => {
    const lines = options.layout === 'lines' ? fileLines(file, options, widths) : fileGroup(file, options, widths);
    return `${lines.join('\n')}\n`;
  });
}

/** Lines and columns count from 1, as editors show them. */
export function placeText(position: Position): string {
  return `${position.line + 1}:${position.character + 1}`;
}

/** Cells, over all files. */
interface Widths {
  readonly severity: number;
  readonly code: number;
}

function fileLines(findings: readonly Finding[], { palette }: TextOptions, { severity, code }: Widths): string[] {
  const place = greatest(findings, (finding) => placeText(finding.range.start));
  return findings.flatMap((finding) => [
    [
      `${palette.bold(printable(finding.path))}:${padEnd(placeText(finding.range.start), place)}`,
      palette.severity[finding.severity](padEnd(finding.severity, severity)),
      palette.dim(padEnd(finding.code, code)),
      printable(finding.message),
    ].join('  '),
    ...finding.related.map(
      ({ path, range, message }) => `    ${printable(path)}:${placeText(range.start)}  ${printable(message)}`,
    ),
  ]);
}

function fileGroup(findings: readonly Finding[], { palette, width }: TextOptions, widths: Widths): string[] {
  const place = greatest(findings, (finding) => placeText(finding.range.start));
  const lines = [palette.bold(printable(findings[0]?.path ?? ''))];
  for (const finding of findings) {
    const head = [
      `  ${padStart(placeText(finding.range.start), place)}`,
      palette.severity[finding.severity](padEnd(finding.severity, widths.severity)),
      palette.dim(padEnd(finding.code, widths.code)),
    ].join('  ');
    const used = 2 + place + 2 + widths.severity + 2 + widths.code + 2;
    const beside = width - used >= LEAST_MESSAGE;
    const indent = beside ? used : 2 + place + 2;
    const message = wrap(printable(finding.message), Math.max(20, width - indent));
    const margin = ' '.repeat(indent);
    if (beside) lines.push(`${head}  ${message[0] ?? ''}`, ...message.slice(1).map((line) => margin + line));
    else lines.push(head.trimEnd(), ...message.map((line) => margin + line));
    for (const { path, range, message: text } of finding.related) {
      lines.push(`${margin}${palette.dim(`${printable(path)}:${placeText(range.start)}`)}  ${printable(text)}`);
    }
  }
  return [...lines, ''];
}

function summary(report: CheckReport, { palette, layout }: TextOptions, milliseconds: number): string[] {
  const { counts, findings } = report;
  const total = counts.error + counts.warning + counts.info + counts.hint;
  const found = total === 0 ? 'no findings' : countsText(counts, (severity, text) => palette.severity[severity](text));
  const size = `${counted(report.articles, 'article')}, ${counted(report.links, 'link')}`;
  const lines = leftOut(report).map((note) => palette.dim(printable(note)));
  lines.push(`${palette.bold(`${size}:`)} ${found} ${palette.dim(`(${seconds(milliseconds)})`)}`);
  const hidden = total - findings.length;
  if (hidden > 0)
    lines.push(`${counted(hidden, 'finding')} outside the given paths not printed; the exit code counts all.`);
  const gap = layout === 'lines' && findings.length > 0 ? '\n' : '';
  return [gap, ...lines.map((line) => `${line}\n`)];
}

export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function greatest(findings: readonly Finding[], textOf: (finding: Finding) => string): number {
  return findings.reduce((most, finding) => Math.max(most, widthOf(textOf(finding))), 0);
}
