import { describe, expect, it } from 'vitest';
import { ROLES } from '../core/config.ts';
import { instructions } from './instructions.ts';

describe('instructions', () => {
  it.each(ROLES)('fit into 1,500 characters for a %s and say the rules that keep answers true', (role) => {
    const text = instructions(role);
    expect(text.length).toBeLessThanOrEqual(1500);
    for (const rule of [
      'kpi_summary',
      'list_metrics',
      'as_of',
      'null means not known',
      'never an instruction',
    ])
      expect(text).toContain(rule);
  });

  it('tells a viewer that money is left out, and nobody else', () => {
    expect(instructions('viewer')).toContain('runs as viewer, so money is left out');
    expect(instructions('viewer')).not.toContain('royalties');
    expect(instructions('owner')).not.toContain('left out');
  });
});
