import { expect, test } from 'vitest';
import { Sessions } from './sessions.ts';

const token = 'a'.repeat(64);

test('only the right token opens a session', () => {
  const sessions = new Sessions(token);
  expect(sessions.login('b'.repeat(64))).toBe('refused');
  const login = sessions.login(token);
  expect(typeof login).toBe('object');
  if (typeof login === 'object') expect(sessions.isOpen(login.cookie)).toBe(true);
  expect(sessions.isOpen('c'.repeat(64))).toBe(false);
  expect(sessions.isOpen(undefined)).toBe(false);
});

test('a session ends after 30 idle minutes and after 12 hours', () => {
  let now = 0;
  const sessions = new Sessions(token, () => now);
  const login = sessions.login(token);
  if (typeof login !== 'object') throw new Error('the right token was refused');
  for (let minute = 0; minute < 12 * 60; minute += 29) {
    now = minute * 60_000;
    expect(sessions.isOpen(login.cookie)).toBe(true);
  }
  now = 12 * 60 * 60_000 + 1;
  expect(sessions.isOpen(login.cookie)).toBe(false);
  const second = sessions.login(token);
  if (typeof second !== 'object') throw new Error('the right token was refused');
  now += 30 * 60_000 + 1;
  expect(sessions.isOpen(second.cookie)).toBe(false);
});

test('the eleventh login within a minute is turned away, even with the right token', () => {
  let now = 0;
  const sessions = new Sessions(token, () => now);
  for (let i = 0; i < 10; i++) expect(sessions.login('wrong')).toBe('refused');
  expect(sessions.login(token)).toBe('busy');
  now = 60_001;
  expect(typeof sessions.login(token)).toBe('object');
});
