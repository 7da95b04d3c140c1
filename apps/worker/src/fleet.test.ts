import { describe, expect, it } from 'vitest';
import { type Drainable, Fleet } from './fleet.ts';

class FakeWorker implements Drainable {
  state: 'new' | 'running' | 'stopping' | 'stopped' = 'new';
  #end: (error?: Error) => void = () => undefined;

  run(): Promise<void> {
    this.state = 'running';
    return new Promise((resolve, reject) => {
      this.#end = (error) => {
        this.state = 'stopped';
        if (error === undefined) resolve();
        else reject(error);
      };
    });
  }

  shutdown(): void {
    // As Temporal's worker does.
    if (this.state !== 'running') throw new Error(`not running: ${this.state}`);
    this.state = 'stopping';
  }

  end(error?: Error): void {
    this.#end(error);
  }
}

function fleetOf(count: number) {
  const lines: string[] = [];
  const fleet = new Fleet((event) => lines.push(event));
  const workers = Array.from({ length: count }, () => new FakeWorker());
  for (const worker of workers) fleet.start(worker);
  return { fleet, workers, lines };
}

describe('a fleet of workers', () => {
  it('ends well when every worker has drained', async () => {
    const { fleet, workers } = fleetOf(2);
    fleet.stop('SIGTERM');
    fleet.stop('SIGTERM again');
    expect(workers.map((worker) => worker.state)).toEqual(['stopping', 'stopping']);
    for (const worker of workers) worker.end();
    expect(await fleet.stopped()).toBe(true);
  });

  it('stops the others and ends badly when one fails', async () => {
    const { fleet, workers, lines } = fleetOf(2);
    workers[0]?.end(new Error('poll failed'));
    await Promise.resolve().then(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    expect(workers[1]?.state).toBe('stopping');
    workers[1]?.end();
    expect(await fleet.stopped()).toBe(false);
    expect(lines).toContain('worker-failed');
  });

  it('does not start a worker that comes after the end', async () => {
    const { fleet } = fleetOf(0);
    fleet.stop('SIGTERM');
    const late = new FakeWorker();
    fleet.start(late);
    expect(late.state).toBe('new');
    expect(await fleet.stopped()).toBe(true);
  });
});
