// A compute child that does what the tests of the pool ask: same channel and same rules as the real one.
process.on('disconnect', () => process.exit(0));
process.on('message', ({ task }) => {
  const reply = (message) => process.send({ residentBytes: task.residentBytes ?? 1, ...message });
  process.send({ kind: 'progress', networks: 7 });
  if (task.do === 'die') process.kill(process.pid, 'SIGKILL');
  if (task.do === 'exit') {
    process.stderr.write('out of memory\n', () => process.exit(134));
  }
  if (task.do === 'fault')
    reply({ kind: 'fault', fault: { name: 'Error', code: 'PROBE_X', message: 'PROBE_X: why' } });
  if (task.do === 'double')
    reply({ kind: 'result', result: { pid: process.pid, values: task.values.map((x) => 2 * x) } });
  if (task.do === 'environment') reply({ kind: 'result', result: { ...process.env } });
  if (task.do === 'powers') {
    let evaluates = true;
    try {
      // biome-ignore lint/security/noGlobalEval: whether it is blocked is what is asked
      globalThis.eval('1');
    } catch {
      evaluates = false;
    }
    const wasm =
      new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) instanceof WebAssembly.Module;
    reply({ kind: 'result', result: { evaluates, wasm, proto: '__proto__' in {} } });
  }
});
