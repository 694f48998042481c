/** Findings as LSP diagnostics. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import type { Severity } from '../model/configuration.ts';
import type { Finding } from '../rules/rule.ts';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function diagnosticOf(
  finding: Finding,
  uriOf: (path: string) => string,
  helpOf: (code: string) => string,
): Diagnostic {
  return {
    range: finding.range,
    severity: SEVERITY[finding.severity],
    code: finding.code,
    codeDescription: { href: helpOf(finding.code) },
    source: 'throughline',
    message: finding.message,
    ...(finding.tag !== undefined && {
      tags: [finding.tag === 'deprecated' ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary],
    }),
    ...(finding.related.length > 0 && {
      relatedInformation: finding.related.map(({ message, path, range }) => ({
        message,
        location: { uri: uriOf(path), range },
      })),
    }),
    ...(finding.data !== undefined && { data: finding.data }),
  };
}
