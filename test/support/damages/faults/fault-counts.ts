/** How often each fault ended in which way, for the test's output. */
export class FaultCounts {
  readonly #counts = new Map<string, number>();
  readonly #wrong: string[] = [];

  /** Notes a run's end; `wrong` says what was the matter with what it left. */
  add(fault: string, exitCode: number | null, wrong: readonly string[]): void {
    const end = `${fault}: ${exitCode === null ? 'killed' : `exit ${exitCode}`}`;
    this.#counts.set(end, (this.#counts.get(end) ?? 0) + 1);
    this.#wrong.push(...wrong.map((line) => `${end}: ${line}`));
  }

  get wrong(): readonly string[] {
    return this.#wrong;
  }

  get runs(): number {
    return [...this.#counts.values()].reduce((sum, times) => sum + times, 0);
  }

  /** A table of every end and how often it came. */
  toString(): string {
    const lines = [...this.#counts]
      .sort()
      .map(([end, times]) => `${String(times).padStart(5)}  ${end}`);
    return `${lines.join('\n')}\n`;
  }
}
