import process from 'node:process';
import type { Reporter, TestCase } from '@playwright/test/reporter';

/** Tells what journeys measured, below what passed and failed: they note it as an annotation and judge nobody by it. */
export default class MeasuredReporter implements Reporter {
  readonly #lines: string[] = [];

  onTestEnd({ annotations }: TestCase): void {
    for (const { type, description } of annotations) {
      if (type === 'measured' && description !== undefined) this.#lines.push(description);
    }
  }

  onEnd(): void {
    for (const line of this.#lines) process.stdout.write(`  ${line}\n`);
  }
}
