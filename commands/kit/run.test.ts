import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BedrotError } from '../../core/errors.ts';
import { openWarehouseForWriting } from '../../warehouse/kit/open.ts';
import type { Answer } from './answer.ts';
import type { OpenContext } from './context.ts';
import type { Command, Context } from './define.ts';
import * as shared from './params.ts';
import { answerCommand, readParams } from './run.ts';
import { type Sample, sampleLabel } from './sample.testing.ts';

const said: Answer = {
  command: 'sample',
  title: 'T\u202eitle',
  label: 'L',
  demo: false,
  figures: [],
  table: {
    columns: [{ key: 'name', label: 'Name', format: 'text' }],
    rows: [['so\u200bng'], [null]],
    total_rows: 2,
    truncated: false,
  },
  as_of: [],
  stale: false,
  partial: false,
  details: [{ title: 'SQL', text: 'SELECT 1\n  FROM t' }],
  notes: ['n\u0000ote'],
  computed_from: { metrics: [], tables: [] },
  audience: 'numbers',
};

const sample = (more: Partial<Command> = {}, answer: Partial<Answer> = {}): Command => ({
  name: 'sample',
  summary: 'A sample.',
  access: 'numbers',
  params: z.strictObject({
    artist: shared.artist,
    period: shared.period('last_28d'),
    compare: shared.compare,
    limit: shared.limit(10),
  }),
  answer: () => ({ ...said, ...answer }),
  ...more,
});

let label: Sample;
const open: OpenContext[] = [];
beforeAll(() => {
  label = sampleLabel({ facts: false });
});
afterAll(() => {
  for (const context of open) context.close();
  label.remove();
});
const asRole = async (role: Context['role']): Promise<Context> => {
  const context = await label.contextAs(role);
  open.push(context);
  return context;
};
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof BedrotError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  throw new Error('was not refused');
};

describe('readParams', () => {
  it('fills in the defaults, reads numbers from text, and takes what was left empty as not given', () => {
    expect(readParams(sample(), {})).toEqual({ period: 'last_28d', compare: 'previous_period', limit: 10 });
    expect(
      readParams(sample(), { limit: '25', artist: ' PIG1987 ', compare: undefined, period: null }),
    ).toEqual({
      artist: 'PIG1987',
      period: 'last_28d',
      compare: 'previous_period',
      limit: 25,
    });
  });

  it('names the valid parameters and the nearest', () => {
    expect(refusal(() => readParams(sample(), { artists: 'x' }))).toBe(
      'bad_question: "sample" has no parameter "artists". Did you mean "artist"? Valid: artist, period, compare, limit.',
    );
    expect(refusal(() => readParams(sample(), { from: '2026-01-01' }))).toBe(
      'bad_question: "sample" has no parameter "from". Two days go into period: 2026-01-01..2026-03-31. Valid: artist, period, compare, limit.',
    );
  });

  it('names the valid values', () => {
    expect(refusal(() => readParams(sample(), { compare: 'last_year' }))).toBe(
      'bad_question: "last_year" is not a value of compare. Valid: none, previous_period, previous_year.',
    );
    expect(refusal(() => readParams(sample(), { compare: 'previous_years', limit: 0 }))).toBe(
      'bad_question: "previous_years" is not a value of compare. Did you mean "previous_year"? Valid: none, previous_period, previous_year. limit is a whole number from 1 to 50, not "0".',
    );
    expect(refusal(() => readParams(sample(), { limit: '2.5' }))).toContain(
      'limit is a whole number from 1 to 50',
    );
    expect(refusal(() => readParams(sample(), { limit: '' }))).toContain(
      'limit is a whole number from 1 to 50',
    );
    expect(refusal(() => readParams(sample(), { artist: 5 }))).toBe(
      'bad_question: artist is a text, not "5".',
    );
  });
});

describe('answerCommand', () => {
  it('shows money to those who may see it', async () => {
    const money = sample({ access: 'money' });
    const viewer = await asRole('viewer');
    expect(refusal(() => answerCommand(money, {}, viewer))).toContain('not_allowed: "sample" shows money');
    for (const role of ['analyst', 'owner'] as const)
      expect(answerCommand(money, {}, await asRole(role)).command).toBe('sample');
  });

  it('holds back an answer with money that a command gave to a viewer by mistake', async () => {
    const careless = sample({}, { audience: 'money' });
    const viewer = await asRole('viewer');
    expect(refusal(() => answerCommand(careless, {}, viewer))).toContain('not_allowed');
  });

  it('makes every text of an answer harmless', async () => {
    const answer = answerCommand(sample(), {}, await asRole('viewer'));
    expect(answer.title).toBe('Title');
    expect(answer.table?.rows).toEqual([['song'], [null]]);
    expect(answer.notes).toEqual(['note']);
    expect(answer.details?.[0]?.text).toBe('SELECT 1\n  FROM t');
  });

  it('reads one state of the warehouse, even when a load commits in the middle', async () => {
    const seen: unknown[] = [];
    const count = (context: Context) =>
      context.warehouse.prepare('SELECT count(*) FROM platforms').pluck().get();
    const slow = sample({
      answer: (_params, context) => {
        seen.push(count(context));
        const loading = openWarehouseForWriting(label.data);
        loading.exec("INSERT INTO platforms (id, key, name, known) VALUES (7, 'new', 'New', 1)");
        loading.close();
        seen.push(count(context));
        return said;
      },
    });
    const context = await asRole('viewer');
    answerCommand(slow, {}, context);
    expect(seen).toEqual([0, 0]);
    expect(count(context)).toBe(1);
  });
});
