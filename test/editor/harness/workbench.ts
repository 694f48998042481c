import type { FrameLocator, Locator, Page } from 'playwright-core';
import { QuickInput } from './quickInput.ts';
import { TextEditor } from './textEditor.ts';
import { textOf, texts } from './texts.ts';
import { TreeView } from './treeView.ts';
import { waitFor } from './waitFor.ts';

export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** VS Code's window as a person uses it. Methods wait for what they act on, and fail with what they waited for. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  /** The active text editor. */
  readonly editor: TextEditor;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.editor = new TextEditor(page, this.quickInput);
  }

  /** Asks `probe` until it gives something other than undefined or false, and returns that. */
  waitFor<T>(what: string, probe: () => Promise<T | undefined | false>, limit?: number): Promise<T> {
    return waitFor(what, probe, limit);
  }

  /** Runs a command through the palette, by its whole title: `Category: Title`. Waits for the extension to offer it. */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.openAndPick('F1', `>${title}`, title);
  }

  /** Opens a file through Quick Open, by its name or as much of its path as makes it the only one. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.quickInput.openAndPick('ControlOrMeta+P', path, name);
    await this.tab(name).waitFor();
  }

  /** The tab of this file name when it is the active one. */
  tab(name: string): Locator {
    return this.page.locator('.editor-group-container.active').locator(`.tab.active[data-resource-name="${name}"]`);
  }

  /** The names in the tabs of all editor groups. */
  tabs(): Promise<readonly string[]> {
    return this.page.locator('.editor-group-container .tab').evaluateAll((tabs) =>
      // The label carries the state too, as in “one.md, preview”.
      tabs.map((tab) => tab.getAttribute('data-resource-name') ?? ''),
    );
  }

  async closeAllEditors(): Promise<void> {
    await this.runCommand('View: Close All Editors');
  }

  /** What the status bar counts at this moment; findings arrive later than views, so tests use `waitForProblems`. */
  async problems(): Promise<ProblemCounts> {
    const label = (await this.page.locator('[id="status.problems"]').getAttribute('aria-label')) ?? '';
    const count = (name: string) =>
      Number(new RegExp(`${name}: ([\\d,.]+)`).exec(label)?.[1]?.replace(/[,.]/g, '') ?? 0);
    return { errors: count('Errors'), warnings: count('Warnings'), infos: count('Infos') };
  }

  /** Waits until the status bar counts as many as given; what is not given may be anything. */
  async waitForProblems(expected: Partial<ProblemCounts>): Promise<void> {
    let last: ProblemCounts | undefined;
    const wanted = () => `problems ${JSON.stringify(expected)}, last seen ${JSON.stringify(last)}`;
    try {
      await waitFor('problems', async () => {
        const counts = await this.problems();
        last = counts;
        return Object.entries(expected).every(([key, value]) => Reflect.get(counts, key) === value);
      });
    } catch (error) {
      throw new Error(`Waited for ${wanted()}.`, { cause: error });
    }
  }

  /** Shows a view container of the activity bar, by its title. */
  async showViewContainer(title: string): Promise<void> {
    const tab = this.page.locator('[id="workbench.parts.activitybar"]').getByRole('tab', { name: title }).first();
    await tab.waitFor();
    // Clicking the one that is shown would hide it.
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    const heading = this.page.locator('[id="workbench.parts.sidebar"] .title-label').getByText(title);
    await heading.first().waitFor();
  }

  /** Expands a view of the side bar, by the title in its header. */
  async expandView(title: string): Promise<void> {
    const header = this.page.getByRole('button', { name: `${title} Section`, exact: true });
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  }

  /** A tree by its accessible name, which is the view's title for a view of an extension. */
  tree(name: string): TreeView {
    return new TreeView(this.page, name);
  }

  /** The text of the welcome content that a view shows while its tree is empty. */
  async welcome(): Promise<string> {
    return textOf(this.page.locator('.welcome-view-content'));
  }

  /** The messages of the notifications on the screen. */
  notifications(): Promise<readonly string[]> {
    return texts(this.page.locator('.notifications-toasts .notification-list-item-message'));
  }

  /** Waits for a notification that contains `text`, and returns it. */
  async notification(text: string): Promise<Locator> {
    const toast = this.page.locator('.notification-toast').filter({ hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  /** Presses a button of the notification that contains `text`. */
  async pressInNotification(text: string, button: string): Promise<void> {
    const toast = await this.notification(text);
    await toast.getByRole('button', { name: button, exact: true }).click();
  }

  /** Presses a button of the modal dialog, and returns the dialog's text. */
  async pressInDialog(button: string): Promise<string> {
    const dialog = this.page.locator('.monaco-dialog-box');
    const text = await textOf(dialog);
    await dialog.getByRole('button', { name: button, exact: true }).click();
    return text;
  }

  /** The status bar item whose accessible name contains `name`. */
  statusBarItem(name: string | RegExp): Locator {
    return this.page.locator('.part.statusbar').getByRole('button', { name }).first();
  }

  /** The document of the webview panel in the active editor. */
  webviewPanel(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready:not([src*="purpose=webviewView"])')
      .frameLocator('iframe#active-frame');
  }

  /** The document of the webview in a view. */
  webviewView(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready[src*="purpose=webviewView"]')
      .frameLocator('iframe#active-frame');
  }
}
