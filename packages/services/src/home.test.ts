import { expect, test } from 'vitest';
import { findCache, findHome } from './home.ts';

const isMac = process.platform === 'darwin';

test('WIDTHWISE_HOME and WIDTHWISE_CACHE come before every other folder', () => {
  const env = {
    WIDTHWISE_HOME: '/a',
    WIDTHWISE_CACHE: '/b',
    XDG_DATA_HOME: '/c',
    XDG_CACHE_HOME: '/d',
    HOME: '/e',
  };
  expect([findHome(env), findCache(env)]).toEqual(['/a', '/b']);
});

test('without them the platform says where data and caches belong', () => {
  expect(findHome({ HOME: '/e' })).toBe(
    isMac ? '/e/Library/Application Support/widthwise' : '/e/.local/share/widthwise',
  );
  expect(findCache({ HOME: '/e' })).toBe('/e/.cache/widthwise');
  expect(findCache({ HOME: '/e', XDG_CACHE_HOME: '/d' })).toBe('/d/widthwise');
  if (!isMac) expect(findHome({ HOME: '/e', XDG_DATA_HOME: '/c' })).toBe('/c/widthwise');
});

test('an empty setting counts as none', () => {
  expect(findCache({ HOME: '/e', WIDTHWISE_CACHE: '', XDG_CACHE_HOME: '' })).toBe('/e/.cache/widthwise');
});
