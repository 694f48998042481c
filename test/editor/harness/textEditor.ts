import type { Locator, Page } from 'playwright-core';
import type { QuickInput } from './quickInput.ts';
import { textOf, texts } from './texts.ts';
import { waitFor } from './waitFor.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The active text editor. Only lines on the screen are drawn: `goTo` scrolls, and the file is read from disk. */
export class TextEditor {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  get root(): Locator {
    return this.#page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
  }

  /** Gives the editor the keyboard. */
  async focus(): Promise<void> {
    await this.root.locator('.native-edit-context, textarea.inputarea').first().focus();
  }

  /** The drawn lines from top to bottom, with plain spaces; inlay hints are part of them. */
  async lines(): Promise<readonly string[]> {
    await this.root.locator('.view-line').first().waitFor();
    return this.root.locator('.view-lines').evaluate((container) => {
      const top = (line: Element) => line.getBoundingClientRect().top;
      const lines = [...container.querySelectorAll(':scope > .view-line')];
      return lines
        .sort((a, b) => top(a) - top(b))
        .map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' ').replaceAll('\u200c', ''));
    });
  }

  /** Waits until a drawn line contains `text`. */
  async waitForText(text: string): Promise<void> {
    await waitFor(`“${text}” in the editor`, async () => (await this.lines()).some((line) => line.includes(text)));
  }

  /** Puts the cursor at a line and column, both from 1, and scrolls there. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.focus();
    await this.#page.keyboard.press('Control+G');
    await this.#quickInput.answer(`:${line}:${column}`);
    await this.#quickInput.waitForClosed();
    await waitFor(`the cursor at ${line}:${column}`, async () => {
      const position = await textOf(this.#page.locator('[id="status.editor.selection"]'));
      return position.includes(`Ln ${line}, Col ${column}`);
    });
  }

  /** Types at the cursor as a keyboard does, so that completion and automatic pairs take part. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.type(text);
  }

  /** Inserts at the cursor at once, as pasting does. */
  async insert(text: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.insertText(text);
  }

  /** Saves and waits until the file is written. Fails when the editor shows no unsaved change. */
  async save(): Promise<void> {
    await this.focus();
    await this.#page.locator('.editor-group-container.active .tab.active.dirty').waitFor();
    await this.#page.keyboard.press('ControlOrMeta+S');
    await this.#page.locator('.editor-group-container.active .tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** Clicks into the middle of a drawn text; `occurrence` counts from 0, from the top. */
  async clickText(text: string, options: { readonly occurrence?: number; readonly count?: number } = {}) {
    const { x, y } = await this.#placeOf(text, options.occurrence ?? 0);
    await this.#page.mouse.click(x, y, { clickCount: options.count ?? 1 });
  }

  /** Clicks with Ctrl (Command on a Mac) held, which follows a link or goes to a definition. */
  async followText(text: string, occurrence = 0): Promise<void> {
    const { x, y } = await this.#placeOf(text, occurrence);
    await this.#page.keyboard.down('ControlOrMeta');
    try {
      // The editor looks up where the link goes while the pointer is over it.
      await this.#page.mouse.move(x, y);
      await this.#page.locator('.monaco-editor .goto-definition-link, .monaco-editor .detected-link-active').waitFor();
      await this.#page.mouse.click(x, y);
    } finally {
      await this.#page.keyboard.up('ControlOrMeta');
    }
  }

  /** Rests the pointer on a drawn text and returns what the hover says, once `expected` is part of it. */
  async hover(text: string, expected: string, occurrence = 0): Promise<string> {
    const { x, y } = await this.#placeOf(text, occurrence);
    const content = this.#page.locator(
      '.monaco-editor .monaco-hover .monaco-hover-content, .monaco-hover.workbench-hover',
    );
    await this.#page.mouse.move(x, y - 40);
    await this.#page.mouse.move(x, y, { steps: 4 });
    return waitFor(`“${expected}” in the hover of “${text}”`, async () => {
      const shown = (await texts(content.locator('visible=true'))).join('\n');
      return shown.includes(expected) && shown;
    });
  }

  /** Puts the cursor on a drawn text, opens the lightbulb's menu there and returns its titles. Leaves it open. */
  async openCodeActions(text: string, occurrence = 0): Promise<readonly string[]> {
    await this.clickText(text, { occurrence });
    await this.#page.keyboard.press('ControlOrMeta+.');
    const rows = this.#page.locator('.action-widget .monaco-list-row.action');
    await rows.first().waitFor();
    return texts(rows);
  }

  /** Applies the code action with this title that is offered at a drawn text. */
  async applyCodeAction(text: string, title: string, occurrence = 0): Promise<void> {
    await this.openCodeActions(text, occurrence);
    await this.#page.locator('.action-widget .monaco-list-row.action').filter({ hasText: title }).first().click();
  }

  /** Renames what a drawn text names. With `preview` the changes wait in the Refactor Preview. */
  async rename(text: string, newName: string, options: { readonly preview?: boolean } = {}): Promise<void> {
    await this.clickText(text);
    await this.#page.keyboard.press('F2');
    const input = this.#page.locator('.monaco-editor .rename-box input.rename-input');
    await input.waitFor();
    await input.fill(newName);
    await this.#page.keyboard.press(options.preview === true ? 'ControlOrMeta+Enter' : 'Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Asks for completion at the cursor and returns the labels that are drawn. Leaves the list open. */
  async openSuggestions(): Promise<readonly string[]> {
    await this.focus();
    await this.#page.keyboard.press('Control+Space');
    const labels = this.#page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    await labels.first().waitFor();
    return texts(labels);
  }

  /** The texts of the drawn code lenses. */
  async codeLenses(): Promise<readonly string[]> {
    const lenses = this.root.locator('.codelens-decoration a');
    await lenses.first().waitFor();
    return texts(lenses);
  }

  /** The middle of a drawn text on the page. */
  async #placeOf(text: string, occurrence: number): Promise<Point> {
    return waitFor(`“${text}” in the editor`, () =>
      this.root.locator('.view-lines').evaluate(
        (container, wanted) => {
          const top = (line: Element) => line.getBoundingClientRect().top;
          const lines = [...container.querySelectorAll(':scope > .view-line')].sort((a, b) => top(a) - top(b));
          let left = wanted.occurrence;
          for (const line of lines) {
            // A text may run over several tokens, each with a text node of its own.
            const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            const nodes: { node: Node; start: number; end: number }[] = [];
            let content = '';
            while (walker.nextNode()) {
              const value = (walker.currentNode.nodeValue ?? '').replaceAll('\u00a0', ' ');
              nodes.push({ node: walker.currentNode, start: content.length, end: content.length + value.length });
              content += value;
            }
            for (let at = content.indexOf(wanted.text); at >= 0; at = content.indexOf(wanted.text, at + 1)) {
              if (left-- > 0) continue;
              const middle = at + Math.floor(wanted.text.length / 2);
              const piece = nodes.find(({ start, end }) => start <= middle && middle < end);
              if (piece === undefined) return undefined;
              const range = document.createRange();
              range.setStart(piece.node, middle - piece.start);
              range.setEnd(piece.node, middle - piece.start + 1);
              const box = range.getBoundingClientRect();
              return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
            }
          }
          return undefined;
        },
        { text, occurrence },
      ),
    );
  }
}
