// Shards with probes: what a worker's child does, merge and estimates included once a turn.
import { loadBackend, mergeShards, runShard } from '@widthwise/engine';
import { resolveExperiment } from '@widthwise/experiments';
import { cellOfTurn, cellParameters, noImages, selectProbe } from './cell.mjs';
import { repeat, serve } from './serve.mjs';

const experiment = resolveExperiment('propagate');
const backend = await loadBackend('gram');

/** The estimates a row asks for, as value and standard error. */
function estimatesOf(results, wanted) {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, key]) => {
      const found = results
        .flatMap(({ estimates }) => estimates)
        .find((estimate) => Object.entries(key).every(([item, value]) => estimate[item] === value));
      if (found === undefined) throw new Error(`no estimate of ${JSON.stringify(key)}`);
      return [name, { mean: found.value, error: found.standardError, networks: found.networks }];
    }),
  );
}

await serve(async (request) => {
  const parameters = request.parameters ?? cellParameters(request);
  const probes = request.probes.map(selectProbe);
  const shape = experiment.shape(parameters);
  const blocks = probes.map(() => []);
  let first = 0;
  const shard = async () => {
    const { statistics } = await runShard(
      {
        cellId: cellOfTurn(request),
        experiment: 'propagate',
        parameters,
        probes,
        first,
        count: request.shard,
        mnist: noImages,
        memoryBudgetBytes: 2 ** 31,
      },
      backend,
      () => {},
    );
    statistics.forEach((each, index) => {
      blocks[index].push({ first, networks: request.shard, statistics: each.statistics });
    });
    first += request.shard;
    return request.shard;
  };
  const start = performance.now();
  const done = await repeat(request.seconds, shard);
  const results = probes.map((probe, index) => mergeShards(probe, shape, blocks[index]).result);
  const seconds = (performance.now() - start) / 1000;
  return { units: done.units, seconds, estimates: estimatesOf(results, request.estimates) };
});
