/** Lets statements have one connection in turn. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #fail: (error: Error) => void = () => undefined;

  run<Result>(ask: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    const answer = this.#last.then(() => {
      this.#waiting -= 1;
      return new Promise<Result>((resolve, reject) => {
        this.#fail = reject;
        ask().then(resolve, reject);
      });
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** True while a statement waits for the one that runs. */
  get isWaitedFor(): boolean {
    return this.#waiting > 0;
  }

  /** Fails the statement that runs: no answer will come. */
  giveUp(error: Error): void {
    this.#fail(error);
  }
}
