import { describe, expect, it } from 'vitest';
import { PROJECT } from '../core/config.ts';
import { BedrotError, ERROR_CODES, toBedrotError } from '../core/errors.ts';
import { sayFailure } from './failure.ts';

const config = { data: '/home/someone/label data' };

describe('a failure as an agent reads it', () => {
  it('ends with one line of what to try, for every code', () => {
    for (const code of ERROR_CODES) {
      const lines = sayFailure(new BedrotError(code, 'It did not work.'), config).split('\n');
      expect(
        lines.filter((line) => line.startsWith('Try: ')),
        code,
      ).toHaveLength(1);
      expect(lines.at(-1)).toMatch(/^Try: .+\.$/);
    }
  });

  it('keeps a line of the error that already says what to try', () => {
    const error = new BedrotError('bad_question', 'No such metric.\nTry: streams.');
    expect(sayFailure(error, config)).toBe('No such metric.\nTry: streams.');
  });

  it('says nothing of a foreign error but our words and the id', () => {
    const error = toBedrotError(new Error('SQLITE_ERROR: no such table: secrets'));
    const text = sayFailure(error, config);
    expect(text).not.toMatch(/sqlite|secrets/i);
    expect(text).toContain(error.id);
  });

  it('prints back nothing that a person could not see', () => {
    const error = new BedrotError('bad_question', 'Unknown country "a\u200bb\u202e".\nTry: US.');
    expect(sayFailure(error, config)).toBe('Unknown country "ab".\nTry: US.');
  });

  it('calls the folders of the machine by what they are', () => {
    const error = new BedrotError(
      'config_invalid',
      `There is no label.json in ${config.data}, nor in ${PROJECT}/x.`,
    );
    expect(sayFailure(error, config)).toContain(
      'There is no label.json in the data folder, nor in the project folder/x.',
    );
  });
});
