/** Two means further apart than this are taken to be of different quantities; false alarm 6e-5. */
const MOST_STANDARD_ERRORS = 4;

export function meanAndError(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** All values that the processes of a side sent of one quantity. */
export const samplesOf = ({ answers }, name) => answers.flatMap(({ samples }) => samples[name]);

/** Mean of independent estimates, each weighted by its networks. */
export function pooledEstimate({ answers }, name) {
  const estimates = answers.map(({ estimates }) => estimates[name]);
  const networks = estimates.reduce((sum, each) => sum + each.networks, 0);
  const mean = estimates.reduce((sum, each) => sum + each.networks * each.mean, 0) / networks;
  const error =
    Math.sqrt(estimates.reduce((sum, each) => sum + (each.networks * each.error) ** 2, 0)) / networks;
  return { mean, error };
}

const written = ({ mean, error }) => {
  if (error === 0) return `${mean}`;
  const digits = Math.max(0, Math.min(10, 1 - Math.floor(Math.log10(error))));
  return `${mean.toFixed(digits)} ± ${error.toFixed(digits)}`;
};

/** Whether a peer's mean and ours are of one quantity, in standard errors of their difference. */
export function agreeWithin(label, peer, ours) {
  const score = (ours.mean - peer.mean) / Math.hypot(ours.error, peer.error);
  return {
    agrees: Math.abs(score) < MOST_STANDARD_ERRORS,
    text: `${label} ${written(peer)} and ${written(ours)}, ${score.toFixed(1)} standard errors apart`,
  };
}

/** Whether two lists of numbers are the same up to rounding, relative to the largest. */
export function agreeTo(label, peer, ours, tolerance) {
  const scale = Math.max(...peer.map(Math.abs));
  const difference = Math.max(...peer.map((value, i) => Math.abs(value - ours[i]))) / scale;
  return {
    agrees: difference <= tolerance,
    text: `${label}: largest relative difference ${difference.toExponential(0)}`,
  };
}

/** Several checks as one. */
export const together = (...checks) => ({
  agrees: checks.every(({ agrees }) => agrees),
  text: checks.map(({ text }) => text).join('; '),
});
