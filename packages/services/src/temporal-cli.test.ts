import { expect, test } from 'vitest';
import { isNewEnough } from './temporal-cli.ts';

test.each([
  ['temporal version 1.4.0 (Server 1.28.0, UI 2.39.0)', true],
  ['temporal version 1.10.2 (Server 1.31.0, UI 2.50.0)', true],
  ['temporal version 2.0.0 (Server 2.0.0)', true],
  ['temporal version 1.3.9 (Server 1.28.0, UI 2.39.0)', false],
  ['temporal version 0.13.2 (Server 1.25.0, UI 2.30.0)', false],
  ['temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)', true],
  ['temporal version 0.0.0-DEV (Server 1.27.4, UI 2.38.0)', false],
  ['another program 1.9', false],
])('"%s" is new enough: %s', (version, isEnough) => {
  expect(isNewEnough(version)).toBe(isEnough);
});
