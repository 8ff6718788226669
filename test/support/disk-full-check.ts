import { expect } from 'vitest';
import { EXIT_STATUS } from '../../core/errors.ts';
import { fillDisk, type Way } from './disk-full.ts';

/** Fills the disk under so many imports: nothing half written, one plain sentence, and the next run ends as if nothing was. */
export async function survivesFullDisks(way: Way, positions: number, seed: number): Promise<void> {
  const report = await fillDisk(way, positions, seed);
  let full = 0;
  for (const one of report.positions) {
    const where = `seed ${seed}, ${way} with room for ${one.room} bytes: ${one.said}${one.saidAgain}`;
    expect(one.broken, where).toEqual([]);
    expect(one.differs, where).toEqual([]);
    expect(one.again, where).toBe(report.status);
    if (one.status === report.status) continue;
    full++;
    expect(one.status, where).toBe(EXIT_STATUS.disk_full);
    expect(one.said, where).toMatch(
      /^bedrot: The disk (is full|takes no more: .*)\. Make room and run again; nothing was lost\.$/m,
    );
  }
  // Most positions must lie where the import needs more, or the test proves nothing.
  expect(full, 'imports that met a full disk').toBeGreaterThan(positions / 2);
}
