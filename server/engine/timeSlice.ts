/** Long loops give way so that a hover is answered while the server indexes. */
const SLICE = 8;

export class TimeSlice {
  #until = performance.now() + SLICE;

  /** Lets other events in when this slice (milliseconds) is used up. */
  pause(): Promise<void> | undefined {
    if (performance.now() < this.#until) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#until = performance.now() + SLICE;
        resolve();
      });
    });
  }
}
