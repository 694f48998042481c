import { type Disposable, l10n, StatusBarAlignment, window, workspace } from 'vscode';
import type { SummaryParams } from '../server/protocol.ts';
import type { Server } from './server.ts';

/** Progress while reading, then how many errors and warnings there are; a click opens the Problems view. */
export function createStatusBar(server: Server): Disposable {
  const item = window.createStatusBarItem('throughline.status', StatusBarAlignment.Left, 0);
  item.name = 'Throughline';
  item.command = 'workbench.actions.view.problems';
  const show = (summary: SummaryParams | undefined) => {
    if (summary === undefined) {
      item.text = '$(loading~spin) Throughline';
      item.tooltip = l10n.t('Throughline is starting');
    } else if (summary.stage !== 'ready' && summary.stage !== 'graph') {
      const percent = summary.total ? ` ${Math.round((100 * (summary.done ?? 0)) / summary.total)} %` : '';
      item.text = `$(loading~spin) Throughline${percent}`;
      item.tooltip = l10n.t('Throughline: {0}', summary.stage);
    } else {
      item.text = `Throughline $(error) ${summary.errors} $(warning) ${summary.warnings}`;
      const restricted = workspace.isTrusted
        ? ''
        : `\n${l10n.t('Restricted Mode: git is not asked for ids on other branches.')}`;
      item.tooltip =
        l10n.t(
          'Throughline: {0} articles, {1} links, {2} errors, {3} warnings',
          summary.articles,
          summary.links,
          summary.errors,
          summary.warnings,
        ) + restricted;
      item.accessibilityInformation = { label: item.tooltip };
    }
    item.show();
  };
  show(server.summary);
  const listener = server.onDidChangeSummary(show);
  return {
    dispose() {
      listener.dispose();
      item.dispose();
    },
  };
}
