import { expect, it } from 'vitest';
import { readProgress } from './deaths.ts';

it('progress is read from heartbeats and nothing else is taken for it', () => {
  expect(readProgress({ deaths: 2, networks: 40 })).toEqual({ deaths: 2, networks: 40 });
  for (const details of [undefined, null, 'deaths', { deaths: '2' }, []]) {
    expect(readProgress(details)).toEqual({ deaths: 0, networks: 0 });
  }
});
