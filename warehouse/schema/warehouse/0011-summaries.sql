-- Sums over the facts that SQL users ask for by these names. Each part is added up by itself before parts come together, so
-- that nothing is counted twice, and the three kinds of number stand in columns of their own. Money as in 0010.

-- Distributors' figures by day and platform.
CREATE VIEW daily_streams AS
SELECT
  f.date AS stream_date, -- the day
  'trend' AS kind, -- kind of number: never added to reported or observed
  d.name AS data_source, -- distributor that tells it; their catalogues are disjoint
  p.name AS platform, -- where it was played
  sum(f.streams) AS streams, -- plays of the day; NULL: not told yet
  count(f.streams) AS told -- figures that were added: 0 is a gap, not a day without plays
FROM content_streams f
JOIN platforms d ON d.id = f.distributor_id
JOIN platforms p ON p.id = f.platform_id
GROUP BY f.date, f.distributor_id, f.platform_id;

-- Streams by month. One artist under two spellings has two rows of a day on Spotify: the newer file's count, as in the metrics.
-- A row a kind, source, platform, credit and currency. The kinds tell the same plays: each has its own column.
CREATE VIEW monthly_streaming_summary AS
SELECT
  month, -- YYYY-MM; of statements the month of the sale
  kind, -- which of the three columns of streams the row fills
  data_source, -- who tells it
  platform, -- where it was played
  artist, -- one text for a collaboration; NULL: told for all together
  sum(streams_trend) AS streams_trend, -- distributors' daily figures
  sum(streams_observed) AS streams_observed, -- artist pages
  sum(streams_reported) AS streams_reported, -- statements, only stores whose use is a stream
  count(DISTINCT day) AS days, -- days that are told; statements tell none
  count(DISTINCT track_id) AS tracks, -- different tracks, where the source tells them
  currency, -- of the amounts; a statement of two has two rows
  sum(amount) AS revenue, -- what those streams paid, 1e-9 of the currency
  CASE WHEN sum(amount) < 0 THEN '-' ELSE '' END || (abs(sum(amount)) / 1000000000) || '.' ||
    substr(printf('%09d', abs(sum(amount)) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(sum(amount)) % 1000000000), 3), '0') AS revenue_decimal -- the same, exact decimal text
FROM (
  SELECT substr(f.date, 1, 7) AS month, 'trend' AS kind, d.name AS data_source, p.name AS platform, a.artist,
         f.streams AS streams_trend, NULL AS streams_observed, NULL AS streams_reported,
         CASE WHEN f.streams IS NOT NULL THEN f.date END AS day, t.track_id, NULL AS currency, NULL AS amount
  FROM content_streams f
  JOIN platforms d ON d.id = f.distributor_id
  JOIN platforms p ON p.id = f.platform_id
  JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
  JOIN track_names t ON t.id = f.track_name_id
  UNION ALL
  SELECT substr(f.date, 1, 7), 'observed', 'Spotify for Artists', 'Spotify', a.artist,
         NULL, f.streams, NULL, CASE WHEN f.streams IS NOT NULL THEN f.date END, NULL, NULL, NULL
  FROM spotify_audience_daily f
  JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
  WHERE NOT EXISTS (
    SELECT 1 FROM artist_credits mine
    JOIN artist_credits other ON other.artist_id = mine.artist_id AND other.artist_name_id <> mine.artist_name_id
    JOIN spotify_audience_daily o ON o.date = f.date AND o.artist_name_id = other.artist_name_id
    WHERE mine.artist_name_id = f.artist_name_id AND (o.file_id, o.artist_name_id) > (f.file_id, f.artist_name_id)
  )
  UNION ALL
  SELECT f.sale_month, 'reported', d.name, p.name, a.artist,
         NULL, NULL, f.quantity, NULL, n.track_id, f.currency, f.amount
  FROM revenue_transactions f
  JOIN platform_names s ON s.id = f.platform_name_id
  JOIN platforms p ON p.id = s.platform_id
  JOIN platforms d ON d.id = f.distributor_id
  JOIN track_names n ON n.id = f.track_name_id
  JOIN artist_credit_names a ON a.artist_name_id = n.artist_name_id
  WHERE s.usage = 'stream'
)
GROUP BY month, kind, data_source, platform, artist, currency;

-- Each artist's months. A collaboration counts for each of its artists, so artists are compared, not added to a label's total.
CREATE VIEW artist_performance AS
SELECT
  x.month, -- YYYY-MM; of statements the month of the sale
  a.name AS artist, -- one artist
  a.status, -- own, collaborator or unknown
  x.streams_trend, -- distributors' daily figures, where they tell artists
  x.streams_observed, -- Spotify for Artists
  x.streams_reported, -- statements, only stores whose use is a stream
  x.playlist_adds, -- Spotify for Artists
  x.saves, -- Spotify for Artists
  x.monthly_listeners, -- Spotify, the month's newest known
  x.spotify_followers, -- the month's newest known
  x.video_views, -- social accounts
  x.likes, -- social accounts
  x.comments, -- social accounts
  x.shares, -- social accounts
  x.social_followers, -- the month's newest known of each account, added
  x.currency, -- NULL: several, and no revenue here
  x.revenue, -- statements and own income, 1e-9 of the currency
  CASE WHEN x.revenue < 0 THEN '-' ELSE '' END || (abs(x.revenue) / 1000000000) || '.' ||
    substr(printf('%09d', abs(x.revenue) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(x.revenue) % 1000000000), 3), '0') AS revenue_decimal -- the same, exact decimal text
FROM (
  SELECT
    p.month, p.artist_id,
    sum(p.streams_trend) AS streams_trend,
    sum(p.streams_observed) AS streams_observed,
    sum(p.streams_reported) AS streams_reported,
    sum(p.playlist_adds) AS playlist_adds,
    sum(p.saves) AS saves,
    max(p.monthly_listeners) AS monthly_listeners,
    max(p.spotify_followers) AS spotify_followers,
    sum(p.video_views) AS video_views,
    sum(p.likes) AS likes,
    sum(p.comments) AS comments,
    sum(p.shares) AS shares,
    sum(p.social_followers) AS social_followers,
    CASE WHEN min(p.currency) = max(p.currency) THEN max(p.currency) END AS currency,
    CASE WHEN min(p.currency) = max(p.currency) THEN sum(p.amount) END AS revenue
  FROM (
    SELECT substr(f.date, 1, 7) AS month, c.artist_id, f.streams AS streams_trend, NULL AS streams_observed,
           NULL AS streams_reported, NULL AS playlist_adds, NULL AS saves, NULL AS monthly_listeners,
           NULL AS spotify_followers, NULL AS video_views, NULL AS likes, NULL AS comments, NULL AS shares,
           NULL AS social_followers, NULL AS currency, NULL AS amount
    FROM content_streams f
    JOIN artist_credits c ON c.artist_name_id = f.artist_name_id
    UNION ALL
    SELECT substr(f.date, 1, 7), c.artist_id, NULL, f.streams, NULL, f.playlist_adds, f.saves,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM spotify_audience_daily f
    JOIN artist_credits c ON c.artist_name_id = f.artist_name_id
    WHERE NOT EXISTS (
      SELECT 1 FROM artist_credits mine
      JOIN artist_credits other ON other.artist_id = mine.artist_id AND other.artist_name_id <> mine.artist_name_id
      JOIN spotify_audience_daily o ON o.date = f.date AND o.artist_name_id = other.artist_name_id
      WHERE mine.artist_name_id = f.artist_name_id AND (o.file_id, o.artist_name_id) > (f.file_id, f.artist_name_id)
    )
    UNION ALL
    SELECT month, artist_id, NULL, NULL, NULL, NULL, NULL, value, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM (
      SELECT substr(f.date, 1, 7) AS month, c.artist_id, f.monthly_listeners AS value, max(f.date)
      FROM spotify_audience_daily f
      JOIN artist_credits c ON c.artist_name_id = f.artist_name_id
      WHERE f.monthly_listeners IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM artist_credits mine
      JOIN artist_credits other ON other.artist_id = mine.artist_id AND other.artist_name_id <> mine.artist_name_id
      JOIN spotify_audience_daily o ON o.date = f.date AND o.artist_name_id = other.artist_name_id
      WHERE mine.artist_name_id = f.artist_name_id AND (o.file_id, o.artist_name_id) > (f.file_id, f.artist_name_id)
    )
      GROUP BY 1, 2
    )
    UNION ALL
    SELECT month, artist_id, NULL, NULL, NULL, NULL, NULL, NULL, value, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM (
      SELECT substr(f.date, 1, 7) AS month, c.artist_id, f.followers AS value, max(f.date)
      FROM spotify_audience_daily f
      JOIN artist_credits c ON c.artist_name_id = f.artist_name_id
      WHERE f.followers IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM artist_credits mine
      JOIN artist_credits other ON other.artist_id = mine.artist_id AND other.artist_name_id <> mine.artist_name_id
      JOIN spotify_audience_daily o ON o.date = f.date AND o.artist_name_id = other.artist_name_id
      WHERE mine.artist_name_id = f.artist_name_id AND (o.file_id, o.artist_name_id) > (f.file_id, f.artist_name_id)
    )
      GROUP BY 1, 2
    )
    UNION ALL
    SELECT substr(f.date, 1, 7), c.artist_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, f.views, f.likes, f.comments,
           f.shares, NULL, NULL, NULL
    FROM social_media_daily f
    JOIN artist_credits c ON c.artist_name_id = f.artist_name_id
    UNION ALL
    SELECT month, artist_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, value, NULL, NULL
    FROM (
      SELECT substr(f.date, 1, 7) AS month, c.artist_id, f.followers AS value, max(f.date)
      FROM social_media_daily f
      JOIN artist_credits c ON c.artist_name_id = f.artist_name_id
      WHERE f.followers IS NOT NULL
      GROUP BY 1, 2, f.platform_id, f.account
    )
    UNION ALL
    SELECT f.sale_month, c.artist_id, NULL, NULL, CASE WHEN s.usage = 'stream' THEN f.quantity END,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, f.currency, f.amount
    FROM revenue_transactions f
    JOIN platform_names s ON s.id = f.platform_name_id
    JOIN track_names n ON n.id = f.track_name_id
    JOIN artist_credits c ON c.artist_name_id = n.artist_name_id
  ) p
  GROUP BY p.month, p.artist_id
) x
JOIN artists a ON a.id = x.artist_id;

-- Every track with what it brought so far, each kind by itself. Of windows only the newest is taken.
CREATE VIEW track_leaderboard AS
SELECT
  rank() OVER (ORDER BY x.streams_reported DESC NULLS LAST) AS place, -- by streams of statements
  t.title AS track, -- title
  t.isrc, -- recording code
  (
    SELECT group_concat(a.name, ', ' ORDER BY a.status = 'own' DESC, a.name)
    FROM (SELECT DISTINCT artist_id FROM track_artists WHERE track_id = t.id) part
    JOIN artists a ON a.id = part.artist_id
  ) AS artist, -- everybody who has a part in it, one text
  t.release_date, -- first day it was out, where a file tells it
  x.streams_reported, -- statements, only stores whose use is a stream
  x.downloads, -- statements
  x.streams_trend, -- distributors' daily figures, where they tell tracks
  x.streams_observed, -- days of artist pages
  x.spotify_all_time, -- Spotify for Artists, since release, as the page said last
  x.currency, -- NULL: several, and no revenue here
  x.revenue, -- statements and own income, 1e-9 of the currency
  CASE WHEN x.revenue < 0 THEN '-' ELSE '' END || (abs(x.revenue) / 1000000000) || '.' ||
    substr(printf('%09d', abs(x.revenue) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(x.revenue) % 1000000000), 3), '0') AS revenue_decimal, -- the same, exact decimal text
  x.first_month, -- first month of the statements
  x.last_month -- last month of the statements
FROM (
  SELECT
    p.track_id,
    sum(p.streams_reported) AS streams_reported,
    sum(p.downloads) AS downloads,
    sum(p.streams_trend) AS streams_trend,
    sum(p.streams_observed) AS streams_observed,
    sum(p.spotify_all_time) AS spotify_all_time,
    min(p.month) AS first_month,
    max(p.month) AS last_month,
    CASE WHEN min(p.currency) = max(p.currency) THEN max(p.currency) END AS currency,
    CASE WHEN min(p.currency) = max(p.currency) THEN sum(p.amount) END AS revenue
  FROM (
    SELECT n.track_id, f.sale_month AS month, CASE WHEN s.usage = 'stream' THEN f.quantity END AS streams_reported,
           CASE WHEN s.usage = 'download' THEN f.quantity END AS downloads, NULL AS streams_trend, NULL AS streams_observed,
           NULL AS spotify_all_time, f.currency, f.amount
    FROM revenue_transactions f
    JOIN platform_names s ON s.id = f.platform_name_id
    JOIN track_names n ON n.id = f.track_name_id
    UNION ALL
    SELECT n.track_id, NULL, NULL, NULL, f.streams, NULL, NULL, NULL, NULL
    FROM content_streams f
    JOIN track_names n ON n.id = f.track_name_id
    UNION ALL
    -- A track that stands on the pages of two artists was played once.
    SELECT track_id, NULL, NULL, NULL, NULL, streams, NULL, NULL, NULL
    FROM (
      SELECT n.track_id, f.streams,
             row_number() OVER (
               PARTITION BY f.date, f.platform_id, n.track_id
               ORDER BY f.file_id DESC, f.artist_name_id DESC, f.track_name_id DESC
             ) AS place
      FROM track_daily f
      JOIN track_names n ON n.id = f.track_name_id
      WHERE f.territory = ''
    )
    WHERE place = 1
    UNION ALL
    SELECT track_id, NULL, NULL, NULL, NULL, NULL, streams, NULL, NULL
    FROM (
      SELECT n.track_id, f.streams, max(f.as_of)
      FROM spotify_song_metrics f
      JOIN track_names n ON n.id = f.track_name_id
      WHERE f.period = 'all' AND f.streams IS NOT NULL
      GROUP BY n.track_id
    )
  ) p
  GROUP BY p.track_id
) x
JOIN tracks t ON t.id = x.track_id;

-- The views of the books and of campaigns as they were, with exact decimals beside the amounts.
DROP VIEW pnl_totals_by_month;
DROP VIEW pnl_by_month;
DROP VIEW campaign_performance;

-- Profit and loss, a row a month, currency and category. 'revenue': what statements and the label's own income files
-- report, by the month of the reporting date (cash, not accrual). 'income' and 'expense': lines of the ledger; a refund
-- is an expense with the other sign, and so lowers its category. Advertising is what the card paid: what ad platforms
-- say they spent is the same money again and is not in here. Amounts of two currencies are never in one row.
CREATE VIEW pnl_by_month AS
SELECT
  month, -- YYYY-MM
  currency, -- of the amount
  section, -- revenue, income or expense
  category, -- type of income, or what the ledger's line counts as
  amount, -- income positive, expense negative, 1e-9 of the currency
  CASE WHEN amount < 0 THEN '-' ELSE '' END || (abs(amount) / 1000000000) || '.' ||
    substr(printf('%09d', abs(amount) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(amount) % 1000000000), 3), '0') AS amount_decimal, -- the same, exact decimal text
  lines -- lines behind it
FROM (
  SELECT
    substr(reporting_date, 1, 7) AS month, currency, 'revenue' AS section, income_type AS category,
    sum(amount) AS amount, count(*) AS lines
  FROM revenue_transactions
  WHERE amount IS NOT NULL
  GROUP BY 1, 2, 4
  UNION ALL
  SELECT substr(date, 1, 7), currency, kind, category, sum(amount), count(*)
  FROM ledger
  WHERE is_pnl
  GROUP BY 1, 2, 3, 4
);

-- The same, a row a month and currency. NULL is not known: `revenue` where no statement reports in that month, `expenses`
-- where the ledger has no line at all for it; then the net is not known either. Expenses are negative.
CREATE VIEW pnl_totals_by_month AS
WITH
  reported AS (
    SELECT month, currency, sum(amount) AS amount FROM pnl_by_month WHERE section = 'revenue' GROUP BY 1, 2
  ),
  booked AS (
    SELECT
      substr(date, 1, 7) AS month, currency,
      sum(CASE WHEN is_pnl AND kind = 'income' THEN amount ELSE 0 END) AS income,
      sum(CASE WHEN is_pnl AND kind = 'expense' THEN amount ELSE 0 END) AS expenses
    FROM ledger
    GROUP BY 1, 2
  ),
  months AS (SELECT month, currency FROM reported UNION SELECT month, currency FROM booked),
  totals AS (
    SELECT
      months.month, months.currency, reported.amount AS revenue, booked.income, booked.expenses,
      reported.amount + booked.income + booked.expenses AS net
    FROM months
    LEFT JOIN reported ON reported.month = months.month AND reported.currency = months.currency
    LEFT JOIN booked ON booked.month = months.month AND booked.currency = months.currency
  )
SELECT
  totals.month, -- YYYY-MM
  totals.currency, -- of all amounts of the row
  totals.revenue, -- what statements and own income report, 1e-9 of the currency
  CASE WHEN totals.revenue < 0 THEN '-' ELSE '' END || (abs(totals.revenue) / 1000000000) || '.' ||
    substr(printf('%09d', abs(totals.revenue) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(totals.revenue) % 1000000000), 3), '0') AS revenue_decimal, -- the same, exact decimal text
  totals.income AS other_income, -- income of the ledger that no statement tells, 1e-9 of the currency
  CASE WHEN totals.income < 0 THEN '-' ELSE '' END || (abs(totals.income) / 1000000000) || '.' ||
    substr(printf('%09d', abs(totals.income) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(totals.income) % 1000000000), 3), '0') AS other_income_decimal, -- the same, exact decimal text
  totals.expenses, -- negative, 1e-9 of the currency
  CASE WHEN totals.expenses < 0 THEN '-' ELSE '' END || (abs(totals.expenses) / 1000000000) || '.' ||
    substr(printf('%09d', abs(totals.expenses) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(totals.expenses) % 1000000000), 3), '0') AS expenses_decimal, -- the same, exact decimal text
  totals.net, -- the three together, 1e-9 of the currency
  CASE WHEN totals.net < 0 THEN '-' ELSE '' END || (abs(totals.net) / 1000000000) || '.' ||
    substr(printf('%09d', abs(totals.net) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(totals.net) % 1000000000), 3), '0') AS net_decimal -- the same, exact decimal text
FROM totals;

-- What each campaign brought on the days that are told, whose it is and what a click cost (1e-9 of the currency). Ratios are
-- those of sums, over the days that know both; a campaign that only spans tell is not in here.
CREATE VIEW campaign_performance AS
SELECT
  c.platform, -- Meta Ads
  c.account, -- id of the ad account, without act_
  c.campaign_id, -- text: 18 digits
  c.campaign_name, -- the newest name
  c.artist, -- whose campaign; NULL: the label's
  c.track, -- what it is for; NULL: nothing single
  c.targeting, -- words of the name that say who is to see it
  c.settled, -- who told what it is for: label, name or unknown
  c.objective, -- what it is to bring
  c.status, -- as the newest file has it
  c.currency, -- of all amounts of the row
  c.first_day, -- first day told
  c.last_day, -- last day told
  c.days, -- days told
  c.spend, -- what was spent, 1e-9 of the currency
  CASE WHEN c.spend < 0 THEN '-' ELSE '' END || (abs(c.spend) / 1000000000) || '.' ||
    substr(printf('%09d', abs(c.spend) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(c.spend) % 1000000000), 3), '0') AS spend_decimal, -- the same, exact decimal text
  c.impressions, -- how often shown
  c.clicks, -- all clicks
  c.link_clicks, -- clicks on the link
  c.landing_page_views, -- pages that loaded
  c.view_content, -- ViewContent of the pixel
  c.add_to_cart, -- AddToCart of the pixel
  c.initiate_checkout, -- InitiateCheckout of the pixel
  c.purchases, -- Purchase of the pixel
  c.purchase_value, -- what the pixel says was bought, 1e-9 of the currency
  CASE WHEN c.purchase_value < 0 THEN '-' ELSE '' END || (abs(c.purchase_value) / 1000000000) || '.' ||
    substr(printf('%09d', abs(c.purchase_value) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(c.purchase_value) % 1000000000), 3), '0') AS purchase_value_decimal, -- the same, exact decimal text
  c.leads, -- Lead of the pixel
  c.registrations, -- CompleteRegistration of the pixel
  c.post_engagements, -- reactions, comments, shares of the ad
  c.messages_started, -- conversations begun
  c.cost_per_click, -- spend over clicks, of the days that know both, 1e-9 of the currency
  CASE WHEN c.cost_per_click < 0 THEN '-' ELSE '' END || (abs(c.cost_per_click) / 1000000000) || '.' ||
    substr(printf('%09d', abs(c.cost_per_click) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(c.cost_per_click) % 1000000000), 3), '0') AS cost_per_click_decimal, -- the same, exact decimal text
  c.cost_per_thousand_impressions, -- of the days that know both, 1e-9 of the currency
  CASE WHEN c.cost_per_thousand_impressions < 0 THEN '-' ELSE '' END || (abs(c.cost_per_thousand_impressions) / 1000000000) || '.' ||
    substr(printf('%09d', abs(c.cost_per_thousand_impressions) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(c.cost_per_thousand_impressions) % 1000000000), 3), '0') AS cost_per_thousand_impressions_decimal, -- the same, exact decimal text
  c.click_rate_millionths -- clicks over impressions, in millionths
FROM (
  SELECT p.name AS platform, c.account, d.campaign_id, d.campaign_name, a.name AS artist, t.title AS track, c.targeting,
         c.settled, c.objective, c.status, d.currency, min(d.date) AS first_day, max(d.date) AS last_day, count(*) AS days,
         sum(d.spend) AS spend, sum(d.impressions) AS impressions, sum(d.clicks) AS clicks,
         sum(d.link_clicks) AS link_clicks, sum(d.landing_page_views) AS landing_page_views,
         sum(d.view_content) AS view_content, sum(d.add_to_cart) AS add_to_cart,
         sum(d.initiate_checkout) AS initiate_checkout, sum(d.purchases) AS purchases,
         sum(d.purchase_value) AS purchase_value, sum(d.leads) AS leads, sum(d.registrations) AS registrations,
         sum(d.post_engagements) AS post_engagements, sum(d.messages_started) AS messages_started,
         sum(CASE WHEN d.clicks IS NOT NULL THEN d.spend END)
           / nullif(sum(CASE WHEN d.spend IS NOT NULL THEN d.clicks END), 0) AS cost_per_click,
         1000 * sum(CASE WHEN d.impressions IS NOT NULL THEN d.spend END)
           / nullif(sum(CASE WHEN d.spend IS NOT NULL THEN d.impressions END), 0) AS cost_per_thousand_impressions,
         1000000 * sum(CASE WHEN d.impressions IS NOT NULL THEN d.clicks END)
           / nullif(sum(CASE WHEN d.clicks IS NOT NULL THEN d.impressions END), 0) AS click_rate_millionths
  FROM ad_days d
  JOIN campaigns c ON c.id = d.campaign_key
  JOIN platforms p ON p.id = d.platform_id
  LEFT JOIN artists a ON a.id = c.artist_id
  LEFT JOIN tracks t ON t.id = c.track_id
  GROUP BY d.campaign_key
) c;
