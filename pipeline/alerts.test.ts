import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseLabel } from '../core/label.ts';
import { silentLog } from '../core/log.ts';
import { type Db, openOps, openWarehouseForWriting } from '../warehouse/kit/open.ts';
import {
  acknowledgeIncident,
  type CardBody,
  listIncidents,
  openIncident,
} from '../warehouse/ops/incidents.ts';
import { recordLanded, recordQuarantined } from '../warehouse/ops/landed.ts';
import { listOutbox } from '../warehouse/ops/outbox.ts';
import { type Policy, writePolicies } from '../warehouse/ops/policies.ts';
import { checkAlerts } from './alerts.ts';

const policy = (source: string, platform: string): Policy => ({
  source,
  platform,
  label: `The ${source}`,
  kind: 'observed',
  cadence: 'day',
  lagDays: 2,
  warnDays: 3,
  criticalDays: 5,
  tables: ['spotify_audience_daily'],
  howToGet: { page: 'https://example.com', steps: ['Open it.'], file: 'a.csv' },
});

let data: string;
let ops: Db;
let warehouse: Db;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-alerts-'));
  ops = openOps(data);
  warehouse = openWarehouseForWriting(data);
  writePolicies(ops, [policy('spotify_audience', 'spotify'), policy('tiktok_overview', 'tiktok')]);
});
afterEach(() => {
  ops.close();
  warehouse.close();
  rmSync(data, { recursive: true, force: true });
});

function loadFile(originalName: string, landedAt: string): void {
  const { id } = recordLanded(ops, {
    path: `landing/${originalName}`,
    sha256: originalName,
    bytes: 1,
    originalName,
    landedAt,
    platform: 'spotify',
    feed: 'spotify_audience',
    account: '',
  });
  warehouse
    .prepare(
      `INSERT INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account, rows, loaded,
         corrected, unchanged, refused)
       VALUES (?, 'landing/' || ?, ?, ?, ?, 'spotify', 'spotify_audience', 1, '', 0, 0, 0, 0, 0)`,
    )
    .run(id, originalName, originalName, originalName, landedAt);
}

/** The newest day of the audience timeline. */
function newest(day: string): void {
  if (!warehouse.prepare('SELECT 1 FROM files WHERE id = 1').get())
    loadFile('a.csv', '2026-11-01T00:00:00.000Z');
  warehouse
    .prepare(`INSERT OR REPLACE INTO source_dates VALUES ('spotify_audience', 'ZONE A0', ?, 1)`)
    .run(day);
}

const check = (now: string, label: Record<string, unknown> = {}): void =>
  checkAlerts({
    ops,
    warehouse,
    label: parseLabel(JSON.stringify({ name: 'L', artists: [{ name: 'A' }], ...label })),
    log: silentLog,
    now: new Date(now),
  });
const cards = (): CardBody[] =>
  listOutbox(ops)
    .filter(({ kind }) => kind === 'alert')
    .map(({ body }) => JSON.parse(body) as CardBody);

describe('a source', () => {
  it('that is fresh raises nothing', () => {
    newest('2026-11-20');
    check('2026-11-22T12:00:00Z');
    expect(listOutbox(ops)).toEqual([]);
  });

  it('that is late is one card: worse, and then well again, on the same card', () => {
    newest('2026-11-20');
    check('2026-11-23T12:00:00Z');
    check('2026-11-23T12:30:00Z');
    expect(cards()).toMatchObject([{ severity: 'warning', since: '2026-11-23', closedAt: null }]);
    expect(listOutbox(ops)).toMatchObject([{ audience: 'numbers', version: 1 }]);

    check('2026-11-25T12:00:00Z');
    expect(cards()).toMatchObject([
      { severity: 'critical', since: '2026-11-25', message: 'The spotify_audience is overdue' },
    ]);
    expect(listOutbox(ops).map(({ kind, version }) => [kind, version])).toEqual([
      ['alert', 2],
      ['reminder', 1],
    ]);

    newest('2026-11-25');
    check('2026-11-25T13:00:00Z');
    expect(cards()).toMatchObject([{ closedAt: '2026-11-25T13:00:00.000Z' }]);
    expect(listIncidents(ops)).toEqual([]);
    // The reminder nobody saw is taken back.
    expect(listOutbox(ops)[1]).toMatchObject({ shown: 1, messageId: null });
  });

  it('that is behind once more is another card', () => {
    newest('2026-11-01');
    check('2026-11-10T00:00:00Z');
    newest('2026-11-10');
    check('2026-11-11T00:00:00Z');
    check('2026-11-20T00:00:00Z');
    expect(cards().map(({ closedAt }) => closedAt)).toEqual(['2026-11-11T00:00:00.000Z', null]);
  });

  it('that stays overdue calls again every 24 hours, until somebody acknowledges it', () => {
    newest('2026-11-01');
    const reminders = (): number => listOutbox(ops).filter(({ kind }) => kind === 'reminder').length;
    check('2026-11-10T00:00:00Z');
    check('2026-11-10T23:59:00Z');
    expect(reminders()).toBe(0);
    check('2026-11-11T00:00:00Z');
    check('2026-11-11T00:30:00Z');
    expect(reminders()).toBe(1);
    check('2026-11-12T00:00:00Z');
    expect(reminders()).toBe(2);
    const [incident] = listIncidents(ops);
    expect(acknowledgeIncident(ops, incident?.id ?? 0, 'owner', new Date('2026-11-12T01:00:00Z'))).toBe(true);
    expect(acknowledgeIncident(ops, incident?.id ?? 0, 'else', new Date('2026-11-12T02:00:00Z'))).toBe(false);
    check('2026-11-14T00:00:00Z');
    expect(reminders()).toBe(2);
    expect(cards()).toMatchObject([{ acknowledgedBy: 'owner', closedAt: null }]);
  });

  it('that never came is told when label.json expects it, and when its platform is off nothing is', () => {
    newest('2026-11-20');
    check('2026-11-22T12:00:00Z', { platforms: { tiktok: { via: 'file' } } });
    expect(cards()).toMatchObject([{ subject: 'platform:tiktok', severity: 'warning' }]);
    check('2026-11-22T13:00:00Z', { platforms: { tiktok: { via: 'off' } } });
    expect(cards()).toMatchObject([{ closedAt: '2026-11-22T13:00:00.000Z' }]);
    check('2026-12-22T13:00:00Z', { platforms: { spotify: { via: 'off' } } });
    expect(listIncidents(ops)).toEqual([]);
  });

  it('goes by the limits of the label and by its own day', () => {
    newest('2026-11-20');
    // 22 November in New York until 05:00 UTC: two days old.
    const label = {
      timeZone: 'America/New_York',
      freshness: { spotify_audience: { warnDays: 3, criticalDays: 9 } },
    };
    check('2026-11-23T04:59:00Z', label);
    expect(cards()).toEqual([]);
    check('2026-11-23T05:00:00Z', label);
    expect(cards()).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('a file that was not taken in', () => {
  const fail = (originalName: string, at: string): void =>
    recordQuarantined(ops, {
      path: `quarantine/${at}`,
      sha256: at,
      originalName,
      at,
      reason: 'It is empty.',
    });

  it('is one card, however often its name fails, until a good one of that name is loaded', () => {
    fail('bank.tsv', '2026-11-22T10:00:00.000Z');
    check('2026-11-22T10:01:00Z');
    fail('bank.tsv', '2026-11-22T11:00:00.000Z');
    check('2026-11-22T11:01:00Z');
    expect(cards()).toMatchObject([{ subject: 'file:bank.tsv', since: '2026-11-22T11:00:00.000Z' }]);
    expect(listOutbox(ops)[0]?.audience).toBe('money');
    loadFile('other.tsv', '2026-11-22T11:30:00.000Z');
    check('2026-11-22T11:31:00Z');
    expect(cards()[0]?.closedAt).toBeNull();
    loadFile('bank.tsv', '2026-11-22T12:00:00.000Z');
    check('2026-11-22T12:01:00Z');
    expect(cards()).toMatchObject([{ closedAt: '2026-11-22T12:01:00.000Z' }]);
  });

  it('is settled when it is acknowledged, and raised anew when it fails anew', () => {
    fail('bank.tsv', '2026-11-22T10:00:00.000Z');
    check('2026-11-22T10:01:00Z');
    acknowledgeIncident(ops, 1, 'owner', new Date('2026-11-22T10:02:00Z'));
    check('2026-11-22T10:30:00Z');
    expect(cards()).toMatchObject([{ acknowledgedBy: 'owner', closedAt: '2026-11-22T10:02:00.000Z' }]);
    fail('bank.tsv', '2026-11-22T11:00:00.000Z');
    check('2026-11-22T11:01:00Z');
    expect(cards().map(({ closedAt }) => closedAt)).toEqual(['2026-11-22T10:02:00.000Z', null]);
  });
});

it('a collecting that failed stays until it works, or label.json no longer wants it', () => {
  const wants = (via: string) => ({ platforms: { tiktok: { via } } });
  newest('2026-11-20');
  openIncident(
    ops,
    {
      ...{ subject: 'collect:tiktok', kind: 'run', severity: 'warning', audience: 'numbers' },
      ...{ message: 'm', since: '2026-11-20', details: { about: 'a', facts: [], text: 't' } },
    },
    new Date('2026-11-20T00:00:00Z'),
  );
  check('2026-11-22T12:00:00Z', wants('browser'));
  expect(cards().find(({ subject }) => subject === 'collect:tiktok')?.closedAt).toBeNull();
  check('2026-11-22T12:30:00Z', wants('file'));
  expect(cards().find(({ subject }) => subject === 'collect:tiktok')?.closedAt).toBe(
    '2026-11-22T12:30:00.000Z',
  );
});
