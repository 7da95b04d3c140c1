import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { agreeWithin, meanAndError, samplesOf } from '../agreement.mjs';
import { startOurs } from '../processes.mjs';
import { ratios } from '../rounds.mjs';
import { cellParameters } from '../works/cell.mjs';

const CLI = fileURLToPath(new URL('../../apps/cli/bin/widthwise.mjs', import.meta.url));
const cell = { width: 1024, depth: 20, inputs: 8 };
const SHARD_SECONDS = 5;
/** Shards of one sweep: eight of five seconds for each of the two slots. */
const SHARDS = 16;

/** A folder of its own with Postgres, Temporal, dashboard and a worker of two slots; stopped and removed at the end, come what may. */
function startStack() {
  const home = mkdtempSync(join(tmpdir(), 'widthwise-bench-'));
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...rest } = process.env;
  const env = { ...rest, WIDTHWISE_HOME: home, WIDTHWISE_SLOTS: '2' };
  const stop = () => {
    execFileSync(process.execPath, [CLI, 'down'], { env, stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  };
  process.once('exit', stop);
  execFileSync(process.execPath, [CLI, 'up'], { env, stdio: 'pipe' });
  return {
    home,
    async widthwise(...args) {
      const options = { env, maxBuffer: 2 ** 28 };
      const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args, '--json'], options);
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
    stop() {
      process.off('exit', stop);
      stop();
    },
  };
}

function specOf(round, shardNetworks, networks) {
  const { network, inputs } = cellParameters(cell);
  return {
    name: `bench-${round}`,
    seed: round,
    network,
    inputs,
    probes: ['overlaps'],
    networks,
    shardNetworks,
  };
}

const powerOfTwoNear = (x) => 2 ** Math.max(0, Math.round(Math.log2(x)));

async function sweep({ home, widthwise }, round, shardNetworks) {
  const file = join(home, `bench-${round}.json`);
  writeFileSync(file, JSON.stringify(specOf(round, shardNetworks, SHARDS * shardNetworks)));
  const { state, networksPerSecond } = (await widthwise('run', file)).at(-1);
  if (state !== 'completed') throw new Error(`BENCH_SWEEP: the sweep of round ${round} ended as ${state}`);
  const [length] = await widthwise(
    'sql',
    `select value, standard_error from widthwise.length_map where sweep = 'bench-${round}' and layer = ${cell.depth} and input_a = 1`,
  );
  return { rate: networksPerSecond, length: { mean: length.value, error: length.standard_error } };
}

/** Mean of independent estimates of equally many networks. */
const meanOf = (estimates) => ({
  mean: estimates.reduce((sum, { mean }) => sum + mean, 0) / estimates.length,
  error: Math.hypot(...estimates.map(({ error }) => error)) / estimates.length,
});

export const rows = [
  {
    name: 'whole-path',
    work: `whole path (Temporal, Postgres, two slots, shards of about ${SHARD_SECONDS} s, probe overlaps), N = ${cell.width}, L = ${cell.depth}, B = ${cell.inputs}`,
    unit: 'networks/s',
    goal: { atLeast: 0.9 },
    async run({ rounds, seconds = 15 }) {
      // Free to move between cores, as the worker's slots are.
      const kernel = await startOurs('kernel', { processes: 2, isPinned: false });
      const stack = startStack();
      try {
        const turn = async (round, length) => {
          const answers = await kernel.ask({ ...cell, round, seconds: length });
          return { answers, rate: answers.reduce((sum, { units, seconds: took }) => sum + units / took, 0) };
        };
        const shard = powerOfTwoNear(((await turn(0, 2)).rate / 2) * Math.min(SHARD_SECONDS, seconds));
        // The first sweep of a worker loads its code.
        await sweep(stack, 0, Math.max(1, shard / 16));
        const [bare, whole] = [[], []];
        for (let round = 1; round <= rounds; round++) {
          bare.push(await turn(round, seconds));
          whole.push(await sweep(stack, round, shard));
        }
        const [peer, ours] = [bare, whole].map((turns) => turns.map(({ rate }) => rate));
        const answers = bare.flatMap((each) => each.answers);
        return {
          peer: { label: 'bare kernel, two processes', values: peer },
          others: [],
          ours: { values: ours },
          ratio: ratios(ours, peer),
          check: agreeWithin(
            'last length of input 1',
            meanAndError(samplesOf({ answers }, 'length')),
            meanOf(whole.map(({ length }) => length)),
          ),
          versions: kernel.versions,
        };
      } finally {
        kernel.stop();
        stack.stop();
      }
    },
  },
];
