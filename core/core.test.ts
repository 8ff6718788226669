import { describe, expect, it } from 'vitest';
import { fixedClock, systemClock } from './clock.ts';
import { BedrotError, toBedrotError } from './errors.ts';
import { createLog } from './log.ts';

describe('errors', () => {
  it('an expected failure keeps its sentence, a full disk has its own, anything else is ours', () => {
    const expected = new BedrotError('busy', 'Wait.');
    expect(toBedrotError(expected)).toBe(expected);
    expect(toBedrotError(Object.assign(new Error('write'), { code: 'ENOSPC' })).code).toBe('disk_full');
    expect(toBedrotError(Object.assign(new Error('full'), { code: 'SQLITE_FULL' })).code).toBe('disk_full');
    const bug = toBedrotError(new TypeError('secret detail'));
    expect(bug.code).toBe('internal');
    expect(bug.message).not.toContain('secret');
    expect(bug.id).toMatch(/^[0-9a-f]{8}$/);
    expect(toBedrotError('text').code).toBe('internal');
  });
});

describe('log', () => {
  it('writes JSON lines with the event, the fields and what it was made with', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) }).with({ run: 7 });
    log.debug('file_loaded');
    log.info('file_loaded', { rows: 3 });
    log.error('processing_failed', { id: 'ab' });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'file_loaded', run: 7, rows: 3 },
      { event: 'processing_failed', run: 7, id: 'ab' },
    ]);
  });
});

describe('clock', () => {
  it('stands still until it is moved', () => {
    const clock = fixedClock('2026-11-22T12:00:00Z');
    expect(clock.now().toISOString()).toBe('2026-11-22T12:00:00.000Z');
    clock.set('2026-11-23T00:00:00Z');
    expect(clock.now().getUTCDate()).toBe(23);
    expect(systemClock.now()).toBeInstanceOf(Date);
  });
});
