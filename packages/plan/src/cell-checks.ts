import type { ExperimentParameters } from '@widthwise/experiments';
import { resolveInputs } from '@widthwise/network';
import type { ProbeSelection } from '@widthwise/probes';
import { canonicalText } from './canonical.ts';
import type { Fault, FaultCode } from './fault.ts';
import type { GridRule, Setting } from './grid-rule.ts';
import { gridRules } from './grid-rules.ts';
import { orthogonalFault } from './orthogonal-fault.ts';
import type { DeviceClass, PlannedCell } from './types.ts';

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(2)} GiB`;

interface CellLimits {
  readonly memoryLimitBytes: number;
  readonly unavailable: Readonly<Partial<Record<DeviceClass, string>>>;
}

/** Faults that show only in the cells of a grid; each kind is told once, at its worst cell or first inputs. */
export class CellChecks {
  readonly faults: Fault[] = [];
  readonly #limits: CellLimits;
  readonly #seenInputs = new Set<string>();
  readonly #brokenRules = new Set<GridRule>();
  #isSamplerRefused = false;
  #largest = 0;

  constructor(limits: CellLimits) {
    this.#limits = limits;
  }

  /** A backend that is missing is a fault of the plan, never a substitution. */
  checkBackend(sampler: string, deviceClass: DeviceClass): void {
    const reason = this.#limits.unavailable[deviceClass];
    if (reason === undefined) return;
    this.faults.push({
      code: 'BACKEND_UNAVAILABLE',
      path: 'sampler',
      message: `sampler ${sampler} needs ${deviceClass}: ${reason}`,
    });
  }

  /** Rules between leaves. Returns whether the grid point meets them all and is a cell. */
  checkRules(setting: Setting): boolean {
    let isMet = true;
    for (const rule of gridRules) {
      const fault = rule.check(setting);
      if (fault === undefined) continue;
      isMet = false;
      if (!this.#brokenRules.has(rule)) this.faults.push(fault);
      this.#brokenRules.add(rule);
    }
    return isMet;
  }

  /** What the Gram sampler cannot do with orthogonal weights. */
  checkSampler(parameters: ExperimentParameters, probes: readonly ProbeSelection[]): void {
    if (this.#isSamplerRefused) return;
    const fault = orthogonalFault(parameters, probes);
    if (fault === undefined) return;
    this.#isSamplerRefused = true;
    this.faults.push(fault);
  }

  /** A pair that no vectors have: rounding can do that to one near the smallest lengths of float64. */
  checkInputs({ inputs }: ExperimentParameters): void {
    // Images and overlap matrices were checked with the spec; nothing that the other ensembles may have can be refused.
    if (inputs.ensemble !== 'pair') return;
    const text = canonicalText(inputs);
    if (this.#seenInputs.has(text)) return;
    this.#seenInputs.add(text);
    try {
      resolveInputs(inputs, [0, 0], () => ({ images: new Uint8Array(0), labels: new Uint8Array(0) }));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const message = error.message.replace(/^SPEC_RANGE: /, '');
      this.#add('SPEC_RANGE', 'inputs', message);
    }
  }

  /** The compute child must fit its budget. */
  checkMemory({ memoryBytes, cell }: PlannedCell): void {
    if (memoryBytes <= this.#limits.memoryLimitBytes || memoryBytes <= this.#largest) return;
    this.#largest = memoryBytes;
    const { width, depth } = cell.parameters.network;
    const message = `spec must fit in ${gibibytes(this.#limits.memoryLimitBytes)} per compute process, but width ${width}, depth ${depth} takes ${gibibytes(memoryBytes)}. Use fewer inputs, a smaller width or depth, or sampler gram.`;
    const earlier = this.faults.findIndex((fault) => fault.path === 'memory');
    if (earlier >= 0) this.faults.splice(earlier, 1);
    this.#add('SPEC_TOO_LARGE', 'memory', message);
  }

  #add(code: FaultCode, path: string, message: string): void {
    this.faults.push({ code, path, message });
  }
}
