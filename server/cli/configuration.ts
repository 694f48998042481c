/** The configuration alone, for commands that need no articles. */
import { lineTable, rangeOf } from '../article/text.ts';
import { readConfiguration } from '../configuration/readConfiguration.ts';
import type { Configuration } from '../model/configuration.ts';
import { projectOps } from '../model/projectOps/index.ts';
import { findingsText } from '../reports/checkText.ts';
import { PLAIN } from '../reports/paint.ts';
import { RULES } from '../rules/index.ts';
import { EXIT, type ExitCode, type Host } from './host.ts';
import { rootFolder } from './root.ts';
import { type CommonOptions, configurationText } from './workspace.ts';

/** What is wrong with it is printed to stderr and makes the exit code that of bad usage; the rest holds. */
export function withConfiguration(
  host: Host,
  options: CommonOptions,
  run: (configuration: Configuration) => ExitCode,
): ExitCode {
  const root = rootFolder(host.folder, options.root);
  const file = configurationText(host, options, root);
  const { configuration, problems } = readConfiguration(file?.text, { builtIn: projectOps, rules: RULES });
  const lines = lineTable(file?.text ?? '');
  const findings = problems.map(({ code, severity, message, span }) => {
    return { code, severity, message, path: file?.path ?? '', range: rangeOf(lines, span), span, related: [] };
  });
  host.stderr.write(findingsText(findings, { palette: PLAIN, layout: 'lines', width: 0 }).join(''));
  const exitCode = run(configuration);
  return findings.length > 0 ? EXIT.usage : exitCode;
}
