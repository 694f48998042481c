import assert from 'node:assert/strict';
import { type BatcherTimers, EventBatcher } from '../../../server/workspace/watch.ts';

/** Time that passes when told to. */
class TestTimers implements BatcherTimers {
  #now = 0;
  #next: { readonly at: number; readonly callback: () => void } | undefined;

  after(milliseconds: number, callback: () => void): () => void {
    const next = { at: this.#now + milliseconds, callback };
    this.#next = next;
    return () => {
      if (this.#next === next) this.#next = undefined;
    };
  }

  now(): number {
    return this.#now;
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    while (this.#next !== undefined && this.#next.at <= end) {
      const { at, callback } = this.#next;
      this.#next = undefined;
      this.#now = at;
      callback();
    }
    this.#now = end;
  }
}

describe('events of a watcher', () => {
  let timers: TestTimers;
  let batches: (readonly string[])[];
  let batcher: EventBatcher;

  beforeEach(() => {
    timers = new TestTimers();
    batches = [];
    batcher = new EventBatcher((batch) => batches.push(batch), { quiet: 50, atMost: 500, timers });
  });

  it('are delivered once nothing came for a while', () => {
    batcher.add(['a']);
    timers.pass(49);
    batcher.add(['b', 'a']);
    timers.pass(49);
    assert.deepEqual(batches, []);
    timers.pass(1);
    assert.deepEqual(batches, [['a', 'b']]);
  });

  it('are delivered even if they never cease', () => {
    for (let i = 0; i < 30; i++) {
      batcher.add([`${i}`]);
      timers.pass(40);
    }
    assert.deepEqual(
      batches.map((batch) => batch.length),
      [13, 13],
    );
  });

  it('of thousands of files are one batch', () => {
    for (let i = 0; i < 5000; i++) batcher.add([`${i}.md`]);
    timers.pass(50);
    assert.deepEqual(
      batches.map((batch) => batch.length),
      [5000],
    );
  });

  it('start a new batch after delivery', () => {
    batcher.add(['a']);
    timers.pass(50);
    batcher.add(['a']);
    timers.pass(50);
    assert.deepEqual(batches, [['a'], ['a']]);
  });

  it('are delivered at once when asked, and not again', () => {
    batcher.add(['a']);
    batcher.flush();
    timers.pass(1000);
    batcher.flush();
    assert.deepEqual(batches, [['a']]);
  });

  it('are dropped in the end', () => {
    batcher.add(['a']);
    batcher.dispose();
    timers.pass(1000);
    assert.deepEqual(batches, []);
  });

  it('may be none', () => {
    batcher.add([]);
    timers.pass(1000);
    assert.deepEqual(batches, []);
  });
});
