// Networks per second of the Gram sampler beside plain numpy, one core each, in alternating rounds: `npm run bench`.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { runGram } from './gram.mjs';
import { startDense } from './numpy.mjs';

const ROUNDS = 5;
const SECONDS_PER_TURN = 3;
const WIDTHS = [512, 2048];

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[values.length >> 1];
const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const spread = (values) =>
  `${digits(median(values))} (${digits(Math.min(...values))}–${digits(Math.max(...values))})`;

function meanAndError(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** Alternating rounds at one width; each turn takes about as long as the other. */
async function compare(dense, width) {
  const denseTrial = await dense.run(width, 2);
  await runGram(width, 20, 0);
  const gramTrial = await runGram(width, 100, 0);
  const turn = (trial) => Math.max(2, Math.round((trial.lengths.length * SECONDS_PER_TURN) / trial.seconds));
  const result = { width, dense: [], gram: [], ratios: [], denseLengths: [], gramLengths: [] };
  for (let round = 0, first = 1000; round < ROUNDS; round++, first += turn(gramTrial)) {
    const numpy = await dense.run(width, turn(denseTrial));
    const gram = await runGram(width, turn(gramTrial), first);
    result.denseLengths.push(...numpy.lengths);
    result.gramLengths.push(...gram.lengths);
    result.dense.push(numpy.lengths.length / numpy.seconds);
    result.gram.push(gram.lengths.length / gram.seconds);
    result.ratios.push(result.gram[round] / result.dense[round]);
  }
  return result;
}

function row({ width, dense, gram, ratios, denseLengths, gramLengths }) {
  const [a, b] = [meanAndError(denseLengths), meanAndError(gramLengths)];
  const score = (b.mean - a.mean) / Math.hypot(a.error, b.error);
  const length = ({ mean, error }) => `${mean.toFixed(4)} ± ${error.toFixed(4)}`;
  return `| ${width} | ${spread(dense)} | ${spread(gram)} | ${spread(ratios)} | ${length(a)} | ${length(b)} | ${score.toFixed(1)} |`;
}

const dense = await startDense();
const results = [];
for (const width of WIDTHS) results.push(await compare(dense, width));
dense.stop();

const load = loadavg()[1].toFixed(1);
const machine = cpus()[0]?.model.trim() ?? 'unknown processor';
const report = `# Gram sampler against explicit weights

Networks per second, one core each, both in one run in ${ROUNDS} alternating rounds of about ${SECONDS_PER_TURN} s a side; median (lowest–highest), and
of the ratio per round. Depth 20, 8 inputs of correlation 0.6 in as many dimensions as neurons, tanh, σ_w = 1.5, σ_b = 0.05, the Gram matrix of
every layer. numpy: plain float32 forward pass, every weight drawn (SFC64). Gram sampler: float64, with the power sums of every layer too.
Mean length of input 1 in layer 20 ± standard error, and their difference in standard errors, as a check that both compute the same thing.

${machine}, ${cpus().length} logical processors (load average over five minutes at the end ${load}), Node ${process.versions.node}, numpy ${dense.versions.numpy} (${dense.versions.blas}), ${new Date().toISOString().slice(0, 10)}.
Written by \`npm run bench\`.

| width | numpy /s | Gram sampler /s | ratio | length, numpy | length, Gram sampler | difference |
| --- | --- | --- | --- | --- | --- | --- |
${results.map(row).join('\n')}
`;
writeFileSync(new URL('./RESULTS.md', import.meta.url), report);
process.stdout.write(report);
