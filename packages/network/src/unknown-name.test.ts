import { describe, expect, it } from 'vitest';
import { nearestName, UnknownNameError } from './unknown-name.ts';

describe('nearestName', () => {
  it('finds the name one swap, insertion or deletion away, whatever the case', () => {
    expect(nearestName('tahn', ['erf', 'tanh'])).toBe('tanh');
    expect(nearestName('Tanhh', ['erf', 'tanh'])).toBe('tanh');
    expect(nearestName('overlap', ['gaussianity', 'overlaps'])).toBe('overlaps');
  });

  it('suggests nothing when nothing is near', () => {
    expect(nearestName('convolution', ['erf', 'tanh'])).toBeUndefined();
    expect(nearestName('x'.repeat(1e6), ['erf'])).toBeUndefined();
  });
});

describe('UnknownNameError', () => {
  it('carries its code and lists what is registered', () => {
    const error = new UnknownNameError('probe', 'kurtosis', ['gaussianity', 'overlaps']);
    expect(error.code).toBe('SPEC_UNKNOWN_NAME');
    expect(error.message).toBe(
      'SPEC_UNKNOWN_NAME: probe "kurtosis" is not registered. Registered: gaussianity, overlaps.',
    );
  });
});
