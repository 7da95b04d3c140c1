import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from '../folders.mjs';

/**
 * A vitest reporter that keeps what passing tests say of accuracy. A test says it with
 * `await annotate('quantity | method | range | largest error | source', 'accuracy')`.
 */
export default class AccuracyReporter {
  /** @type {Map<string, { file: string, test: string, message: string }[]>} */
  #said = new Map();
  #environment = process.env;

  /**
   * @param {{ id: string, fullName: string, module: { moduleId: string } }} test
   * @param {{ message: string, type: string }} annotation
   */
  onTestCaseAnnotate(test, annotation) {
    if (annotation.type !== 'accuracy') return;
    const file = relative(ROOT, test.module.moduleId);
    const earlier = this.#said.get(test.id) ?? [];
    this.#said.set(test.id, [...earlier, { file, test: test.fullName, message: annotation.message }]);
  }

  /** @param {{ id: string, result(): { state: string } }} test */
  onTestCaseResult(test) {
    const said = this.#said.get(test.id) ?? [];
    const to = this.#environment.WIDTHWISE_ACCURACY_FILE;
    if (to === undefined || test.result().state !== 'passed') return;
    for (const line of said) appendFileSync(to, `${JSON.stringify(line)}\n`);
  }
}
