import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { findOpenRequest, takeRequest, WATCH } from '../../warehouse/ops/requests.ts';
import { beat } from '../../warehouse/ops/slots.ts';
import { assertMayAct, confirmAction, runAction } from '../kit/action-run.ts';
import { type HeldContext, holdContext } from '../kit/context.ts';
import { type Sample, sampleLabel } from '../kit/sample.testing.ts';
import run from './run.ts';

const now = '2026-11-22T17:00:00Z';
let sample: Sample;
let held: HeldContext;
beforeEach(async () => {
  sample = sampleLabel();
  held = await holdContext({ config: { data: sample.data }, clock: fixedClock(now) });
});
afterEach(() => {
  held.close();
  sample.remove();
});

it('asks for one run, however often it is said, and for another when that is done', () => {
  const act = () => runAction(run, {}, held.toAct('owner', 'discord:1'), 'discord').text;
  expect(confirmAction(run, {}, held.toAct('owner', 'discord:1'))).toContain('take up what is landed');
  expect(findOpenRequest(held.ops(), 'run', 'discord:1')).toBeUndefined();
  expect(act()).toBe(
    'The run is asked for; I will tell you what it did. The pipeline does not run at the moment: it waits until "bedrot start" runs.',
  );
  beat(held.ops(), { service: WATCH, pid: 1, startedAt: now, at: now });
  expect(act()).toBe('The run was asked for already; I will tell you what it did.');
  expect(takeRequest(held.ops(), new Date(now))).toMatchObject({ kind: 'run', askedBy: 'discord:1' });
  expect(takeRequest(held.ops(), new Date(now))).toBeUndefined();
});

it('is the owner’s', () => {
  expect(() => assertMayAct(run, 'analyst')).toThrow('is for the owner of the label');
});
