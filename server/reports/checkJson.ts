/** Findings for programs, in the shape of schemas/check.schema.json. */
import { helpOf } from '../rules/help.ts';
import type { Finding } from '../rules/rule.ts';
import type { CheckReport } from './checkReport.ts';

/** Raised when a shape changes so that a reader of the old one would be wrong. */
export const JSON_VERSION = 1;

export function checkJson(report: CheckReport): unknown {
  const { root, articles, links, counts, findings } = report;
  const { error, warning, info, hint } = counts;
  return {
    version: JSON_VERSION,
    root,
    summary: { articles, links, findings: { error, warning, info, hint } },
    findings: findings.map(findingJson),
  };
}

export function findingJson(finding: Finding): unknown {
  const { code, severity, message, path, range, article, related } = finding;
  return {
    code,
    severity,
    message,
    path,
    range,
    ...(article !== undefined && { article }),
    ...(related.length > 0 && { related }),
    help: helpOf(code),
  };
}
