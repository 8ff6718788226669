import {
  artistByName,
  type DimensionAccess,
  listed,
  plainText,
  platforms,
  type TableAccess,
  trackName,
} from './compile-access.ts';

const track: DimensionAccess = {
  raw: 'track_name_id',
  joins: [trackName, { table: 'tracks', as: 'track', on: 'track.id = written.track_id' }],
  id: 'coalesce(written.track_id, -g.track_name_id)',
  name: 'coalesce(track.title, written.title)',
  keep: (parameter) =>
    `f.track_name_id IN (SELECT id FROM track_names WHERE track_id IN ${listed(parameter)})`,
};

/** Pages that tell a track and not whose it is: the artists its credits have. */
const artistOfTrack: DimensionAccess = {
  raw: 'track_name_id',
  joins: [
    trackName,
    {
      table: '(SELECT DISTINCT track_id, artist_id FROM track_artists)',
      as: 'credit',
      on: 'credit.track_id = written.track_id',
    },
    { table: 'artists', as: 'artist', on: 'artist.id = credit.artist_id' },
  ],
  id: 'credit.artist_id',
  name: 'artist.name',
  keep: (parameter) =>
    `f.track_name_id IN (SELECT t.id FROM track_names AS t JOIN track_artists AS c ON c.track_id = t.track_id
      WHERE c.artist_id IN ${listed(parameter)})`,
};

/**
 * Lines of bank and card. Each line counts, with 0 where it is of the other side: a month with lines and no income had no
 * income, and a month without any line is not known.
 */
const ledgerOf = (kind: 'income' | 'expense', amount: string): TableAccess => ({
  order: ['date'],
  series: null,
  facts: ['financial_transactions'],
  accounts: 'f.account',
  counts: 'f.counts',
  money: { columns: ['amount'], day: 'date' },
  from: `(SELECT date, account, category, currency, file_id, line, is_pnl AND kind = '${kind}' AS counts,
  CASE WHEN is_pnl AND kind = '${kind}' THEN ${amount} ELSE 0 END AS amount FROM ledger)`,
  dimensions: {
    category: { ...plainText('category'), concerns: 'f.counts' },
    currency: plainText('currency'),
  },
});

/** Platforms tell an account's day in tables of their own: likes in one, views in another. */
const SOCIAL_COLUMNS = ['views', 'likes', 'comments', 'shares'];

export const OTHER_TABLES: Record<
  | 'social_days'
  | 'spotify_song_metrics'
  | 'track_daily'
  | 'link_analytics_daily'
  | 'email_campaigns'
  | 'ledger_expenses'
  | 'ledger_income',
  TableAccess
> = {
  social_days: {
    order: ['date', 'platform_id', 'account'],
    series: "f.platform_id || '/' || f.account",
    facts: ['social_media_daily'],
    from: `(SELECT date, platform_id, account, max(artist_name_id) AS artist_name_id,
    ${SOCIAL_COLUMNS.map((column) => `max(${column}) AS ${column}`).join(', ')}
  FROM social_media_daily GROUP BY date, platform_id, account)`,
    lines: `JOIN social_media_daily AS r ON r.date = f.date AND r.platform_id = f.platform_id AND r.account = f.account
      AND coalesce(${SOCIAL_COLUMNS.map((column) => `r.${column}`).join(', ')}) IS NOT NULL`,
    dimensions: { artist: artistByName, platform: platforms('platform_id'), account: plainText('account') },
  },
  ledger_expenses: ledgerOf('expense', '-amount'),
  ledger_income: ledgerOf('income', 'amount'),
  link_analytics_daily: {
    order: ['date', 'platform_id', 'account'],
    series: "f.platform_id || '/' || f.account",
    dimensions: { artist: artistByName, platform: platforms('platform_id'), account: plainText('account') },
  },
  track_daily: {
    order: ['date', 'platform_id'],
    series: "f.platform_id || '/' || f.track_key",
    // A track that stands on the pages of two artists is one track: the newer file's row. Countries are parts of the
    // world. One window in each step, so that the days of a question reach the key of the table.
    from: `(SELECT * FROM (
    SELECT t.*, rank() OVER (PARTITION BY t.date, t.platform_id, t.track_key ORDER BY t.territory = '' DESC) AS whole
    FROM (SELECT r.*, row_number() OVER (PARTITION BY r.date, r.platform_id, r.track_key, r.territory
        ORDER BY r.file_id DESC, r.artist_name_id DESC, r.track_name_id DESC) AS place
      FROM track_day_rows AS r WHERE r.counted) AS t WHERE t.place = 1) WHERE whole = 1)`,
    reach: `(SELECT r.*, coalesce(n.track_id, -n.id) AS track_key FROM track_daily AS r
    JOIN track_names AS n ON n.id = r.track_name_id)`,
    facts: ['track_daily'],
    dimensions: { artist: artistOfTrack, track, platform: platforms('platform_id') },
  },
  spotify_song_metrics: {
    order: ['as_of'],
    series: null,
    facts: ['spotify_song_metrics'],
    accounts: 'f.artist_name_id',
    from: `(SELECT * FROM spotify_song_rows WHERE counted AND period = '28day')`,
    // Windows overlap: of each artist's page the newest reading alone.
    always: `f.as_of = (SELECT max(o.as_of) FROM spotify_song_metrics AS o
      JOIN artist_keys AS k ON k.artist_name_id = o.artist_name_id
      WHERE o.period = '28day' AND o.as_of BETWEEN @from AND @to AND k.artist_key = f.artist_key)`,
    dimensions: { artist: artistByName, track },
  },
  email_campaigns: {
    order: ['sent_on'],
    series: null,
    facts: ['email_campaigns'],
    accounts: 'f.platform_id',
    from: `(SELECT *, emails_sent - hard_bounces - soft_bounces - coalesce(syntax_errors, 0) AS delivered
  FROM email_campaigns)`,
    dimensions: {
      platform: platforms('platform_id'),
      campaign: {
        raw: 'campaign',
        joins: [
          {
            table:
              '(SELECT campaign, max(coalesce(title, subject, campaign)) AS name FROM email_campaigns GROUP BY campaign)',
            as: 'mailing',
            on: 'mailing.campaign = g.campaign',
          },
        ],
        id: 'g.campaign',
        name: 'mailing.name',
        keep: (parameter) => `f.campaign IN ${listed(parameter)}`,
      },
    },
  },
};
