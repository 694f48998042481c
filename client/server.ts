/** The language client: one server process for all folders of the window. */
import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  window,
  workspace,
} from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { type InitializationOptions, Notifications, type SummaryParams } from '../server/protocol.ts';

/** Megabytes of old space for the server; enough for 100,000 articles. */
const SERVER_HEAP = 2048;

export class Server implements Disposable {
  readonly #context: ExtensionContext;
  readonly #output: LogOutputChannel;
  readonly #summaryChanged = new EventEmitter<SummaryParams>();
  readonly #articlesChanged = new EventEmitter<void>();
  #client: LanguageClient | undefined;
  #summary: SummaryParams | undefined;
  #starting: Promise<void> | undefined;

  readonly onDidChangeSummary = this.#summaryChanged.event;
  readonly onDidChangeArticles = this.#articlesChanged.event;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#output = window.createOutputChannel('Throughline', { log: true });
  }

  get summary(): SummaryParams | undefined {
    return this.#summary;
  }

  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async restart(): Promise<void> {
    await this.#stop();
    this.#summary = undefined;
    await this.start();
  }

  /** Undefined while the server is not there; views then show nothing rather than an error. */
  async request<R>(method: string, params: unknown): Promise<R | undefined> {
    await this.#starting;
    return this.#client?.sendRequest<R>(method, params);
  }

  ready(): Promise<void> {
    if (this.#summary?.stage === 'ready') return Promise.resolve();
    return new Promise((resolve) => {
      const listener = this.onDidChangeSummary(({ stage }) => {
        if (stage !== 'ready') return;
        listener.dispose();
        resolve();
      });
    });
  }

  showOutput(): void {
    this.#output.show(true);
  }

  dispose(): void {
    void this.#stop();
    this.#summaryChanged.dispose();
    this.#articlesChanged.dispose();
    this.#output.dispose();
  }

  async #start(): Promise<void> {
    const client = new LanguageClient('throughline', 'Throughline', this.#serverOptions(), this.#clientOptions());
    client.onNotification(Notifications.summary, (summary: SummaryParams) => {
      this.#summary = summary;
      this.#summaryChanged.fire(summary);
    });
    client.onNotification(Notifications.articlesChanged, () => this.#articlesChanged.fire());
    this.#client = client;
    try {
      await client.start();
    } catch (error) {
      this.#output.error(error instanceof Error ? error : String(error));
      void window.showErrorMessage(l10n.t('Throughline could not start its server. See the output for the reason.'));
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#starting = undefined;
    await client?.dispose();
  }

  #serverOptions(): ServerOptions {
    const module = this.#context.asAbsolutePath('dist/server.js');
    const run = {
      module,
      transport: TransportKind.ipc,
      options: {
        execArgv: [
          `--max-old-space-size=${SERVER_HEAP}`,
          '--max-semi-space-size=4',
          '--disable-warning=ExperimentalWarning',
        ],
      },
    };
    return { run, debug: { ...run, options: { execArgv: [...run.options.execArgv, '--inspect=6009'] } } };
  }

  #clientOptions(): LanguageClientOptions {
    const cacheFolder = (this.#context.storageUri ?? this.#context.globalStorageUri).fsPath;
    const now = workspace.getConfiguration('throughline').get<string>('now');
    const initializationOptions: InitializationOptions = {
      cacheFolder,
      trusted: workspace.isTrusted,
      ...(now ? { now } : {}),
    };
    return {
      documentSelector: [
        { scheme: 'file', language: 'markdown' },
        { scheme: 'untitled', language: 'markdown' },
        { scheme: 'file', language: 'yaml' },
      ],
      initializationOptions,
      outputChannel: this.#output,
      markdown: { isTrusted: false, supportHtml: false },
    };
  }
}
