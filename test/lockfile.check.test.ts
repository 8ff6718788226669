import { describe, expect, it } from 'vitest';
import { read } from './house/files.ts';
import { type Lock, lockFaults } from './house/lock.ts';

describe('package-lock.json', () => {
  const lock: Lock = JSON.parse(read('package-lock.json').text);

  it('holds every package for every system, and names no registry', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(lockFaults(lock)).toEqual([]);
  });

  it('asks for what package.json asks for', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json').text);
    expect(lock.packages['']).toMatchObject({ dependencies, devDependencies, optionalDependencies });
  });
});

describe('a lock with a fault is refused', () => {
  const sharp: Lock = {
    packages: {
      '': { dependencies: { sharp: '1' } },
      'node_modules/sharp': { optionalDependencies: { 'sharp-linux': '1', 'sharp-darwin': '1' } },
      'node_modules/sharp/node_modules/sharp-linux': {},
    },
  };

  it('a package for another system is missing', () => {
    expect(lockFaults(sharp)).toEqual([
      'node_modules/sharp needs sharp-darwin, which the lock does not hold',
    ]);
  });

  it('it may lie beside, or above', () => {
    expect(lockFaults({ packages: { ...sharp.packages, 'node_modules/sharp-darwin': {} } })).toEqual([]);
  });

  it('a registry is named', () => {
    const resolved = 'https://registry.example.org/zod/-/zod-4.0.0.tgz';
    expect(lockFaults({ packages: { 'node_modules/zod': { resolved } } })).toEqual([
      `node_modules/zod is bound to ${resolved}`,
    ]);
  });
});
