import { describe, expect, it } from 'vitest';
import { loadPlatforms } from '../pipeline/run.ts';
import { filledBy, metricReads, type Uses, viewReads } from '../scripts/docs/reads.ts';
import { withEmptyWarehouse } from '../scripts/docs/warehouse-page.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import { FACTS } from '../warehouse/kit/facts.ts';

/** Columns that files fill and nobody reads, on purpose: 'table.column' -> why. */
const KEPT: Readonly<Record<string, string>> = {};

const feeds = (await loadPlatforms()).flatMap((platform) => platform.feeds);
const filled = filledBy(feeds);
const metrics = metricReads([...(await loadMetrics()).values()]);
const views = withEmptyWarehouse((db) => viewReads(db, Object.keys(FACTS)));

/** What is filled and read by nobody without a reason, and reasons that nobody needs. */
function complaints(read: readonly Uses[], kept: Readonly<Record<string, string>>): string[] {
  const isRead = (column: string): boolean => read.some((uses) => uses.has(column));
  return [
    ...[...filled.keys()]
      .filter((column) => !isRead(column) && !kept[column])
      .map((column) => `${column}: read by nobody`),
    ...Object.keys(kept)
      .filter((column) => !filled.has(column))
      .map((column) => `${column}: filled by nobody`),
    ...Object.keys(kept)
      .filter((column) => isRead(column))
      .map((column) => `${column}: read after all`),
  ];
}

describe('every loaded column', () => {
  it('is read by a metric or a view, or named with its reason', () => {
    expect(complaints([metrics, views], KEPT)).toEqual([]);
    expect(filled.size).toBeGreaterThan(200);
  });

  it('is told when nobody reads it, and when its reason is no longer needed', () => {
    expect(complaints([metrics], KEPT)).toContain('email_campaigns.subject: read by nobody');
    expect(
      complaints([metrics, views], { 'content_streams.streams': 'x', 'content_streams.mood': 'y' }),
    ).toEqual(['content_streams.mood: filled by nobody', 'content_streams.streams: read after all']);
  });
});

describe('who fills and reads a column', () => {
  it('of a feed by its own name of the column', () => {
    expect(filled.get('revenue_transactions.amount')).toContain('distrokid_bank: earnings');
    expect(filled.get('content_streams.distributor_id')).toContain("toolost_analytics: 'toolost'");
    expect(filled.has('revenue_transactions.occurrence')).toBe(false);
  });

  it('of a metric by its parts, dates and breakdowns', () => {
    expect(metrics.get('revenue_transactions.amount')).toContain('revenue');
    expect(metrics.get('revenue_transactions.territory')).toContain('revenue');
    expect(metrics.get('content_streams.date')).toContain('streams');
  });

  it('of a view by what it cannot do without, also through another view', () => {
    expect(views.get('revenue_transactions.amount')).toEqual(
      expect.arrayContaining(['royalty_transactions', 'pnl_by_month', 'pnl_totals_by_month']),
    );
    expect(views.get('ad_performance_daily.spend')).toContain('campaign_performance');
    const seen = withEmptyWarehouse((db) => {
      db.exec('DROP VIEW account_lines; DROP VIEW streaming_performance; DROP VIEW daily_streams');
      return viewReads(db, ['financial_transactions', 'content_streams']);
    });
    // Nobody but the dropped view reads the balance.
    expect(seen.has('financial_transactions.balance')).toBe(false);
    expect(seen.get('content_streams.streams')).toContain('monthly_streaming_summary');
  });

  it('handing all columns on is no reading', () => {
    const seen = withEmptyWarehouse((db) => {
      for (const view of ['email_performance']) db.exec(`DROP VIEW ${view}`);
      db.exec('CREATE VIEW all_mail AS SELECT f.* FROM email_campaigns f');
      return viewReads(db, ['email_campaigns']);
    });
    expect([...seen]).toEqual([]);
  });
});
