/** Settings under which TensorFlow repeats itself: others change the bits of its products, which no fingerprint shows. */
const tensorflow = { TF_CPP_MIN_LOG_LEVEL: '3', TF_ENABLE_ONEDNN_OPTS: '0', TF_NUM_INTRAOP_THREADS: '1' };

/** What a compute child may know of its surroundings: where libraries and devices are. Never a credential. */
const passed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES'];

export function childEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const entries = passed.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(entries), ...tensorflow };
}

/**
 * Options of Node under which a child of a device class runs: it has no use for what they take away, and whoever gets in has
 * less to work with. tfjs-node's protocol buffers evaluate `return this` when they load, so its children keep that much.
 */
export function childHardening(deviceClass: string): readonly string[] {
  const always = ['--disable-proto=delete'];
  return deviceClass.startsWith('tensorflow')
    ? always
    : [...always, '--disallow-code-generation-from-strings'];
}
