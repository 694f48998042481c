/** Sends findings as diagnostics, file by file, and takes them back when they are gone. */
import type { Connection } from 'vscode-languageserver';
import type { Published } from '../engine/engine.ts';
import { diagnosticOf } from '../features/diagnostics.ts';
import { helpOf } from '../rules/help.ts';
import type { Folder } from './workspace.ts';

export class DiagnosticsPublisher {
  readonly #connection: Connection;
  /** Files that have diagnostics in the editor, by folder root. */
  readonly #sent = new Map<string, Set<string>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  publish(folder: Folder, { snapshot, findingsOf }: Published): void {
    const sent = this.#sent.get(folder.root) ?? new Set();
    this.#sent.set(folder.root, sent);
    const files = new Set(findingsOf);
    for (const path of findingsOf) {
      // Findings of a sidecar are reported under the article beside it.
      const front = snapshot.corpus.article(path)?.front.path;
      if (front !== undefined) files.add(front);
    }
    for (const path of files) {
      const findings = folder.engine.findings(path);
      if (findings.length === 0 && !sent.has(path)) continue;
      const diagnostics = findings.map((finding) => diagnosticOf(finding, folder.uriOf, helpOf));
      void this.#connection.sendDiagnostics({ uri: folder.uriOf(path), diagnostics });
      if (findings.length === 0) sent.delete(path);
      else sent.add(path);
    }
  }

  clear(folder: Folder): void {
    for (const path of this.#sent.get(folder.root) ?? []) {
      void this.#connection.sendDiagnostics({ uri: folder.uriOf(path), diagnostics: [] });
    }
    this.#sent.delete(folder.root);
  }
}
