-- Views for whoever writes SQL: every fact table with names in place of ids, a row a fact. No view joins what could
-- double a row, and each has one kind of number, named in `kind`.
-- Money is a whole number of 1e-9, as in the tables, so that sums stay exact; `<name>_decimal` beside it is the same as an
-- exact decimal text, for reading. NULL is "not known", and for a name or a country "not broken down by it".

-- A credit as files wrote it, and who it is today: "ZONE A0, Sxnctuary" for both of them, so that a row stays one row.
CREATE VIEW artist_credit_names AS
SELECT
  n.id AS artist_name_id, -- row of artist_names
  n.name AS written, -- the credit as the file wrote it
  coalesce(
    (
      SELECT group_concat(a.name, ', ' ORDER BY a.status = 'own' DESC, a.name)
      FROM artist_credits c
      JOIN artists a ON a.id = c.artist_id
      WHERE c.artist_name_id = n.id
    ),
    nullif(n.name, '')
  ) AS artist -- the artists it stands for, the label's own first; as written where nobody knows it
FROM artist_names n;

-- A track as files wrote it, and which it is today.
CREATE VIEW track_credit_names AS
SELECT
  n.id AS track_name_id, -- row of track_names
  n.track_id, -- row of tracks; NULL: settled as none
  c.artist, -- the artists of its credit
  nullif(coalesce(t.title, n.title), '') AS track, -- title of the track
  coalesce(t.isrc, nullif(n.isrc, '')) AS isrc, -- recording code
  coalesce(t.upc, nullif(n.upc, '')) AS upc, -- product code, text
  coalesce(t.content_type, nullif(n.content_type, '')) AS content_type, -- song, album or unknown
  t.release_date -- first day it was out, where a file tells it
FROM track_names n
JOIN artist_credit_names c ON c.artist_name_id = n.artist_name_id
LEFT JOIN tracks t ON t.id = n.track_id;

-- Statements, line by line: what stores paid, and the income the label writes itself.
CREATE VIEW royalty_transactions AS
SELECT
  f.sale_month, -- YYYY-MM: when it was played or sold
  f.reporting_date, -- the day the store's payment came in
  'reported' AS kind, -- kind of number: never added to trend or observed
  f.income_type, -- royalty, publishing, sync, merch, live ...
  t.artist, -- who is credited, one text for a collaboration
  t.track, -- title
  t.isrc, -- recording code
  t.upc, -- product code
  t.content_type, -- song, album or unknown
  s.name AS store, -- the store as the statement writes it
  p.name AS platform, -- the platform it belongs to
  s.usage, -- stream, download, social, video_ad or other: only a stream counts as one
  nullif(f.territory, '') AS country, -- ISO code; OU and ZZ as statements add them
  nullif(c.name, '') AS country_name, -- its name
  d.name AS distributor, -- whose statement it is
  f.quantity, -- plays or sales; reversals are negative
  f.currency, -- of all amounts of the row
  f.amount, -- what the label receives, signed, 1e-9 of the currency
  CASE WHEN f.amount < 0 THEN '-' ELSE '' END || (abs(f.amount) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.amount) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.amount) % 1000000000), 3), '0') AS amount_decimal, -- the same, exact decimal text
  f.withheld, -- songwriter royalties withheld, 1e-9 of the currency
  CASE WHEN f.withheld < 0 THEN '-' ELSE '' END || (abs(f.withheld) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.withheld) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.withheld) % 1000000000), 3), '0') AS withheld_decimal, -- the same, exact decimal text
  f.recoup, -- recouped, 1e-9 of the currency
  CASE WHEN f.recoup < 0 THEN '-' ELSE '' END || (abs(f.recoup) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.recoup) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.recoup) % 1000000000), 3), '0') AS recoup_decimal, -- the same, exact decimal text
  f.team_percentage, -- the label's share of the line, in millionths
  f.occurrence, -- 0, 1, ... for lines that are alike inside one file
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM revenue_transactions f
JOIN track_credit_names t ON t.track_name_id = f.track_name_id
JOIN platform_names s ON s.id = f.platform_name_id
JOIN platforms p ON p.id = s.platform_id
JOIN platforms d ON d.id = f.distributor_id
JOIN territories c ON c.code = f.territory;

-- Distributors' daily figures. What artist pages show of the same plays stands in spotify_audience, on purpose.
CREATE VIEW streaming_performance AS
SELECT
  f.date AS performance_date, -- the day
  'trend' AS kind, -- kind of number: never added to reported or observed
  d.name AS data_source, -- distributor that tells it; their catalogues are disjoint
  nullif(f.account, '') AS account, -- of several at one distributor
  p.name AS platform, -- where it was played
  a.artist, -- NULL: told for all artists together
  t.track, -- NULL: told for all tracks together
  t.isrc, -- recording code
  nullif(f.territory, '') AS country, -- NULL: the whole world
  f.streams, -- plays of the day
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM content_streams f
JOIN platforms d ON d.id = f.distributor_id
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
JOIN track_credit_names t ON t.track_name_id = f.track_name_id;

-- Spotify for Artists, a row a credit and day. An artist under two spellings has two: spotify_audience_rows says which counts.
CREATE VIEW spotify_audience AS
SELECT
  f.date, -- the day
  'observed' AS kind, -- kind of number: never added to trend or reported
  a.artist, -- whose page
  f.listeners, -- uniques of the day: not to be added
  f.monthly_listeners, -- uniques of the 28 days that end with it
  f.monthly_active_listeners, -- of those, who came on purpose
  f.super_listeners, -- of those, the most devoted
  f.streams, -- plays of the day, on Spotify
  f.playlist_adds, -- added to listeners' playlists that day
  f.saves, -- saved that day
  f.followers, -- running total at the end of the day
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM spotify_audience_daily f
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id;

-- Social accounts, a row an account and day. A number stands in one artifact of a day only, so that adding them doubles nothing.
CREATE VIEW social_media_performance AS
SELECT
  f.date, -- the day
  'observed' AS kind, -- kind of number
  p.name AS platform, -- TikTok, Instagram, YouTube ...
  f.account, -- handle or id of the account
  max(a.artist) AS artist, -- whose account it is
  group_concat(f.artifact, ', ' ORDER BY f.artifact) AS artifacts, -- exports that tell the day
  sum(f.views) AS views, -- video views, or what the platform calls so
  sum(f.profile_views) AS profile_views, -- views of the profile
  sum(f.likes) AS likes, -- likes of the day
  sum(f.comments) AS comments, -- comments of the day; deleted ones are negative
  sum(f.shares) AS shares, -- shares of the day
  sum(f.saves) AS saves, -- saves of the day
  sum(f.interactions) AS interactions, -- as the platform counts them; not the sum of the others
  sum(f.likes) + sum(f.comments) + sum(f.shares) AS engagements, -- likes, comments and shares; NULL where one is not told
  sum(f.followers) AS followers, -- running total at the end of the day
  sum(f.followers_gained) AS followers_gained, -- new that day
  sum(f.followers_lost) AS followers_lost, -- gone that day
  sum(f.reach) AS reach, -- uniques of the day: not to be added over days
  sum(f.viewers) AS viewers, -- uniques of the day
  sum(f.new_viewers) AS new_viewers, -- uniques of the day
  sum(f.returning_viewers) AS returning_viewers, -- uniques of the day
  sum(f.link_clicks) AS link_clicks, -- clicks on links of the profile
  sum(f.watch_seconds) AS watch_seconds, -- time watched
  sum(f.impressions) AS impressions, -- thumbnails shown
  max(f.currency) AS currency, -- of the estimate
  sum(f.estimated_revenue) AS estimated_revenue, -- the platform's estimate; statements say what was paid, 1e-9 of the currency
  CASE WHEN sum(f.estimated_revenue) < 0 THEN '-' ELSE '' END || (abs(sum(f.estimated_revenue)) / 1000000000) || '.' ||
    substr(printf('%09d', abs(sum(f.estimated_revenue)) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(sum(f.estimated_revenue)) % 1000000000), 3), '0') AS estimated_revenue_decimal -- the same, exact decimal text
FROM social_media_daily f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
GROUP BY f.date, f.platform_id, f.account;

-- Tracks in Spotify for Artists over a window. Windows overlap: choose one `period` and one `as_of`, never add over them.
CREATE VIEW spotify_songs AS
SELECT
  f.as_of, -- the day the page was read
  'observed' AS kind, -- kind of number
  f.period, -- 1day, 7day, 28day, 1year or all
  a.artist, -- whose page
  t.track, -- title
  t.isrc, -- recording code
  f.streams, -- plays in the window
  f.listeners, -- uniques of the window
  f.savers, -- who saved it in the window
  f.canvas_views, -- views of its canvas
  f.release_date, -- as Spotify tells it
  f.spotify_id, -- Spotify's id of the track
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM spotify_song_metrics f
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
JOIN track_credit_names t ON t.track_name_id = f.track_name_id;

-- A track's days at one store, as artist pages show them.
CREATE VIEW track_days AS
SELECT
  f.date, -- the day
  'observed' AS kind, -- kind of number
  p.name AS platform, -- Spotify or Apple Music
  coalesce(a.artist, t.artist) AS artist, -- whose page or whose track
  t.track, -- title
  t.isrc, -- recording code
  nullif(f.territory, '') AS country, -- NULL: the whole world
  f.streams, -- plays of the day
  f.listeners, -- uniques of the day
  f.shazams, -- recognised with Shazam
  f.purchases, -- bought
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM track_daily f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
JOIN track_credit_names t ON t.track_name_id = f.track_name_id;

-- A track over a window that ends with `as_of`. Windows overlap: never add over `period` or days of reading.
CREATE VIEW track_windows AS
SELECT
  f.as_of, -- last day of the window
  'observed' AS kind, -- kind of number
  f.period, -- '<first day>..<last day>'
  p.name AS platform, -- Apple Music
  coalesce(a.artist, t.artist) AS artist, -- whose page or whose track
  t.track, -- title
  t.isrc, -- recording code
  f.streams, -- plays in the window
  f.daily_listeners, -- average of the days' uniques
  f.shazams, -- recognised with Shazam
  f.purchases, -- bought
  f.radio_spins, -- played on radio
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM track_snapshots f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
JOIN track_credit_names t ON t.track_name_id = f.track_name_id;

-- Playlists an artist or a track stood in when a page was read.
CREATE VIEW playlist_placements AS
SELECT
  f.as_of, -- the day the page was read
  'observed' AS kind, -- kind of number
  nullif(f.period, '') AS period, -- window of the counts
  p.name AS platform, -- Spotify
  coalesce(a.artist, t.artist) AS artist, -- whose page
  t.track, -- NULL: told for the artist as a whole
  f.playlist, -- its title
  f.author, -- who keeps it
  f.listeners, -- uniques from it in the window
  f.streams, -- plays from it in the window
  f.added_on, -- the day it was added
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM playlist_snapshots f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
JOIN track_credit_names t ON t.track_name_id = f.track_name_id;

-- Who and where an audience is. Segments of one breakdown can be compared; they are not added over days or breakdowns.
CREATE VIEW audience_breakdown AS
SELECT
  f.as_of, -- the day the page was read
  'observed' AS kind, -- kind of number
  nullif(f.period, '') AS period, -- window the people were counted in
  p.name AS platform, -- Spotify, TikTok ...
  nullif(f.account, '') AS account, -- of the platform
  a.artist, -- whose audience
  f.breakdown, -- country, city, gender, age or age-gender
  f.segment, -- as the file says it: 'Berlin', '18-24'
  nullif(f.territory, '') AS country, -- ISO code of a country or of a city's
  nullif(c.name, '') AS country_name, -- its name
  f.people, -- how many
  f.share_millionths, -- part of all, in millionths
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM audience_segments f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
JOIN territories c ON c.code = f.territory;

-- How many followers were active in an hour of a day.
CREATE VIEW audience_activity AS
SELECT
  f.date, -- the day
  f.hour, -- 0 to 23, in the time zone of the page
  'observed' AS kind, -- kind of number
  p.name AS platform, -- TikTok
  f.account, -- of the platform
  a.artist, -- whose followers
  f.active_followers, -- uniques of the hour: not to be added
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM audience_hours f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id;

-- Posts and videos over a window that ends with `as_of`. Never add over windows or days of reading.
CREATE VIEW content_performance AS
SELECT
  f.as_of, -- the day the page was read, or the window's last
  'observed' AS kind, -- kind of number
  f.period, -- 'lifetime', or '<first day>..<last day>'
  p.name AS platform, -- TikTok, YouTube ...
  f.account, -- of the platform
  a.artist, -- whose account
  f.item, -- the platform's id of the post or video
  f.title, -- as published
  f.url, -- where it is
  f.published_on, -- the day it came out
  f.duration_seconds, -- how long it is
  f.views, -- views in the window
  f.engaged_views, -- of those, who watched on
  f.likes, -- in the window
  f.dislikes, -- in the window
  f.comments, -- in the window
  f.shares, -- in the window
  f.watch_seconds, -- time watched
  f.average_view_seconds, -- mean time of a view
  f.average_viewed_millionths, -- mean part of it that was watched, in millionths
  f.stayed_millionths, -- part of viewers who did not swipe away, in millionths
  f.impressions, -- thumbnails shown
  f.click_rate_millionths, -- part of impressions that were clicked, in millionths
  f.followers_gained, -- who followed because of it
  f.new_viewers, -- uniques of the window
  f.returning_viewers, -- uniques of the window
  f.currency, -- of the estimate
  f.estimated_revenue, -- the platform's estimate; statements say what was paid, 1e-9 of the currency
  CASE WHEN f.estimated_revenue < 0 THEN '-' ELSE '' END || (abs(f.estimated_revenue) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.estimated_revenue) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.estimated_revenue) % 1000000000), 3), '0') AS estimated_revenue_decimal, -- the same, exact decimal text
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM content_snapshots f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id;

-- A post's or video's days.
CREATE VIEW content_days AS
SELECT
  f.date, -- the day
  'observed' AS kind, -- kind of number
  p.name AS platform, -- YouTube
  f.account, -- of the platform
  a.artist, -- whose account
  f.item, -- the platform's id of the post or video
  f.title, -- as published
  f.views, -- views of the day
  f.likes, -- likes of the day
  f.comments, -- comments of the day
  f.shares, -- shares of the day
  f.watch_seconds, -- time watched
  f.average_view_seconds, -- mean time of a view
  f.followers_gained, -- who followed because of it
  f.followers_lost, -- who left because of it
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM content_daily f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id;

-- Advertising as files tell it, each row of one level. Levels tell the same spend again: add only rows with `counted` 1, or
-- take advertising_performance, which has.
CREATE VIEW advertising_levels AS
SELECT
  f.date, -- in the ad account's time zone
  'observed' AS kind, -- kind of number
  p.name AS platform, -- Meta Ads
  f.account, -- id of the ad account, without act_
  f.level, -- campaign, adset or ad
  f.counted, -- 1: of the finest level delivered of its campaign's day
  nullif(f.campaign_id, '') AS campaign_id, -- text: 18 digits
  nullif(f.adset_id, '') AS adset_id, -- text
  nullif(f.ad_id, '') AS ad_id, -- text
  f.campaign_name, -- as the newest file wrote it
  f.adset_name, -- as the newest file wrote it
  f.ad_name, -- as the newest file wrote it
  f.by_name = '' AS has_ids, -- 0: the file told names in place of ids
  f.objective, -- what the campaign is to bring
  f.status, -- as the newest file has it
  f.currency, -- of all amounts of the row
  f.spend, -- what was spent, 1e-9 of the currency
  CASE WHEN f.spend < 0 THEN '-' ELSE '' END || (abs(f.spend) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.spend) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.spend) % 1000000000), 3), '0') AS spend_decimal, -- the same, exact decimal text
  f.impressions, -- how often shown
  f.reach, -- uniques of the day: never added
  f.clicks, -- all clicks
  f.link_clicks, -- clicks on the link
  f.landing_page_views, -- pages that loaded
  f.view_content, -- ViewContent of the pixel
  f.add_to_cart, -- AddToCart of the pixel
  f.initiate_checkout, -- InitiateCheckout of the pixel
  f.purchases, -- Purchase of the pixel
  f.purchase_value, -- what the pixel says was bought, 1e-9 of the currency
  CASE WHEN f.purchase_value < 0 THEN '-' ELSE '' END || (abs(f.purchase_value) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.purchase_value) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.purchase_value) % 1000000000), 3), '0') AS purchase_value_decimal, -- the same, exact decimal text
  f.leads, -- Lead of the pixel
  f.registrations, -- CompleteRegistration of the pixel
  f.post_engagements, -- reactions, comments, shares of the ad
  f.messages_started, -- conversations begun
  f.results, -- what the platform counts as the result
  f.result_type, -- which that is
  f.other_actions, -- JSON object: action types that have no column
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM ad_rows f
JOIN platforms p ON p.id = f.platform_id;

-- The same over spans that are no single day. Spans overlap: never add them to each other, nor to days.
CREATE VIEW advertising_spans AS
SELECT
  f.date_start, -- first day of the span
  f.date_stop, -- last day of the span
  'observed' AS kind, -- kind of number
  p.name AS platform, -- Meta Ads
  f.account, -- id of the ad account, without act_
  f.level, -- campaign, adset or ad
  f.counted, -- 1: of the finest level delivered of its campaign's span
  nullif(f.campaign_id, '') AS campaign_id, -- text: 18 digits
  nullif(f.adset_id, '') AS adset_id, -- text
  nullif(f.ad_id, '') AS ad_id, -- text
  f.campaign_name, -- as the newest file wrote it
  f.adset_name, -- as the newest file wrote it
  f.ad_name, -- as the newest file wrote it
  f.by_name = '' AS has_ids, -- 0: the file told names in place of ids
  f.objective, -- what the campaign is to bring
  f.status, -- as the newest file has it
  f.currency, -- of all amounts of the row
  f.spend, -- what was spent in the span, 1e-9 of the currency
  CASE WHEN f.spend < 0 THEN '-' ELSE '' END || (abs(f.spend) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.spend) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.spend) % 1000000000), 3), '0') AS spend_decimal, -- the same, exact decimal text
  f.impressions, -- how often shown
  f.reach, -- uniques of the span: never added
  f.clicks, -- all clicks
  f.link_clicks, -- clicks on the link
  f.landing_page_views, -- pages that loaded
  f.view_content, -- ViewContent of the pixel
  f.add_to_cart, -- AddToCart of the pixel
  f.initiate_checkout, -- InitiateCheckout of the pixel
  f.purchases, -- Purchase of the pixel
  f.purchase_value, -- what the pixel says was bought, 1e-9 of the currency
  CASE WHEN f.purchase_value < 0 THEN '-' ELSE '' END || (abs(f.purchase_value) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.purchase_value) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.purchase_value) % 1000000000), 3), '0') AS purchase_value_decimal, -- the same, exact decimal text
  f.leads, -- Lead of the pixel
  f.registrations, -- CompleteRegistration of the pixel
  f.post_engagements, -- reactions, comments, shares of the ad
  f.messages_started, -- conversations begun
  f.results, -- what the platform counts as the result
  f.result_type, -- which that is
  f.other_actions, -- JSON object: action types that have no column
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM ad_span_rows f
JOIN platforms p ON p.id = f.platform_id;

-- Advertising, a row a campaign and day: the finest level delivered, so that spend can be added.
CREATE VIEW advertising_performance AS
SELECT
  d.date AS performance_date, -- in the ad account's time zone
  'observed' AS kind, -- kind of number
  p.name AS platform, -- Meta Ads
  nullif(d.campaign_id, '') AS campaign_id, -- text: 18 digits
  d.campaign_name, -- the newest name
  a.name AS artist, -- whose campaign; NULL: the label's
  t.title AS track, -- what it is for; NULL: nothing single
  d.level, -- the level its numbers are of
  d.rows, -- how many rows were added
  d.currency, -- of all amounts of the row
  d.spend, -- what was spent, 1e-9 of the currency
  CASE WHEN d.spend < 0 THEN '-' ELSE '' END || (abs(d.spend) / 1000000000) || '.' ||
    substr(printf('%09d', abs(d.spend) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(d.spend) % 1000000000), 3), '0') AS spend_decimal, -- the same, exact decimal text
  d.campaign_level_spend, -- what the campaign level tells of the day, for comparison only, 1e-9 of the currency
  CASE WHEN d.campaign_level_spend < 0 THEN '-' ELSE '' END || (abs(d.campaign_level_spend) / 1000000000) || '.' ||
    substr(printf('%09d', abs(d.campaign_level_spend) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(d.campaign_level_spend) % 1000000000), 3), '0') AS campaign_level_spend_decimal, -- the same, exact decimal text
  d.impressions, -- how often shown
  d.reach, -- uniques of the day: never added; NULL where no row tells it for the whole campaign
  d.clicks, -- all clicks
  d.link_clicks, -- clicks on the link
  d.landing_page_views, -- pages that loaded
  d.purchases, -- Purchase of the pixel
  d.purchase_value, -- what the pixel says was bought, 1e-9 of the currency
  CASE WHEN d.purchase_value < 0 THEN '-' ELSE '' END || (abs(d.purchase_value) / 1000000000) || '.' ||
    substr(printf('%09d', abs(d.purchase_value) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(d.purchase_value) % 1000000000), 3), '0') AS purchase_value_decimal, -- the same, exact decimal text
  d.results, -- what the platform counts as the result, where it is of one kind
  d.result_type -- which that is
FROM ad_days d
JOIN platforms p ON p.id = d.platform_id
LEFT JOIN artists a ON a.id = d.artist_id
LEFT JOIN tracks t ON t.id = d.track_id;

-- What the pixel and the platform counted, a row a campaign, day and event. Only rows that count: levels are not added.
-- Events that Meta tells under several names are counted once, by the first of them.
CREATE VIEW meta_pixel_events AS
SELECT
  e.date AS performance_date, -- in the ad account's time zone
  'observed' AS kind, -- kind of number
  nullif(c.campaign_id, '') AS campaign_id, -- text: 18 digits
  c.name AS campaign_name, -- the newest name
  e.event_type, -- view_content, purchase ..., or the platform's own word
  sum(e.event_count) AS event_count -- how often
FROM (
  SELECT r.date, r.campaign_key, 'link_click' AS event_type, r.link_clicks AS event_count FROM ad_rows r WHERE r.counted AND r.link_clicks IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'landing_page_view', r.landing_page_views FROM ad_rows r WHERE r.counted AND r.landing_page_views IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'view_content', r.view_content FROM ad_rows r WHERE r.counted AND r.view_content IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'add_to_cart', r.add_to_cart FROM ad_rows r WHERE r.counted AND r.add_to_cart IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'initiate_checkout', r.initiate_checkout FROM ad_rows r WHERE r.counted AND r.initiate_checkout IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'purchase', r.purchases FROM ad_rows r WHERE r.counted AND r.purchases IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'lead', r.leads FROM ad_rows r WHERE r.counted AND r.leads IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'complete_registration', r.registrations FROM ad_rows r WHERE r.counted AND r.registrations IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'post_engagement', r.post_engagements FROM ad_rows r WHERE r.counted AND r.post_engagements IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, 'messaging_conversation_started', r.messages_started FROM ad_rows r WHERE r.counted AND r.messages_started IS NOT NULL
  UNION ALL
  SELECT r.date, r.campaign_key, j.key, j.value FROM ad_rows r, json_each(r.other_actions) j WHERE r.counted
) e
JOIN campaigns c ON c.id = e.campaign_key
GROUP BY e.date, e.campaign_key, e.event_type;

-- The label's link page.
CREATE VIEW link_analytics AS
SELECT
  f.date, -- the day
  'observed' AS kind, -- kind of number
  p.name AS platform, -- Linktree
  f.account, -- of the page
  a.artist, -- whose page; NULL: the label's
  f.total_views, -- views
  f.unique_views, -- uniques of the day: never added
  f.total_clicks, -- clicks on its links
  f.unique_clicks, -- uniques of the day: never added
  f.click_rate_millionths, -- as the platform says it, in millionths
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM link_analytics_daily f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id;

-- Visits of single links by where they came from.
CREATE VIEW link_visits AS
SELECT
  f.date, -- the day
  'observed' AS kind, -- kind of number
  p.name AS platform, -- SubmitHub
  coalesce(a.artist, t.artist) AS artist, -- whose link
  t.track, -- what the link is for
  nullif(f.territory, '') AS country, -- ISO code
  f.source, -- where the visit came from
  f.utm_source, -- tag of the link
  f.utm_medium, -- tag of the link
  f.utm_campaign, -- tag of the link
  f.opened, -- page opened
  f.clicked, -- a store clicked
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM link_visits_daily f
JOIN platforms p ON p.id = f.platform_id
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
JOIN track_credit_names t ON t.track_name_id = f.track_name_id;

-- Newsletters, with what they have brought so far.
CREATE VIEW email_performance AS
SELECT
  f.sent_on, -- the day it was sent
  'observed' AS kind, -- kind of number
  p.name AS platform, -- Mailchimp
  f.campaign, -- the platform's id
  f.title, -- its name in the platform
  f.subject, -- its subject line
  f.list, -- the audience it went to
  f.emails_sent, -- how many
  f.hard_bounces, -- addresses that do not exist
  f.soft_bounces, -- addresses that took nothing then
  f.syntax_errors, -- addresses that are none
  f.unsubscribed, -- who left
  f.abuse_reports, -- who called it spam
  f.opens, -- opens, those of proxies among them
  f.unique_opens, -- of different people
  f.proxy_excluded_opens, -- without those that mail programs' proxies make
  f.proxy_excluded_unique_opens, -- of different people
  f.clicks, -- clicks
  f.unique_clicks, -- of different people and links
  f.unique_subscriber_clicks, -- of different people
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM email_campaigns f
JOIN platforms p ON p.id = f.platform_id;

-- The label's own catalog, a row a track and party.
CREATE VIEW track_catalog AS
SELECT
  coalesce(a.artist, t.artist) AS artist, -- who is credited
  t.track, -- title
  coalesce(f.isrc, t.isrc) AS isrc, -- recording code
  f.upc, -- product code
  f.release_date, -- as the label says
  f.release_type, -- single, ep, album
  f.distributor, -- who delivers it
  nullif(f.party, '') AS party, -- whose share; NULL: the label's
  f.share_millionths, -- in millionths
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM catalog_tracks f
JOIN artist_credit_names a ON a.artist_name_id = f.artist_name_id
JOIN track_credit_names t ON t.track_name_id = f.track_name_id;

-- What one unit of a currency was worth in another, as the owner says.
CREATE VIEW exchange_rates AS
SELECT
  f.date, -- the day it held
  f.currency, -- one unit of this
  f.quote, -- in this
  f.rate, -- what it was worth, 1e-9
  CASE WHEN f.rate < 0 THEN '-' ELSE '' END || (abs(f.rate) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.rate) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.rate) % 1000000000), 3), '0') AS rate_decimal, -- the same, exact decimal text
  f.source, -- where the rate is from
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM fx_rates f;

-- Every line of bank and card: what the ledger says of it, and what only the file has.
CREATE VIEW account_lines AS
SELECT
  f.date, -- the day of the line
  f.posted_on, -- the day it was booked
  f.account, -- the last four digits
  n.description, -- as the bank writes it
  n.bank_category, -- the bank's own word
  n.category, -- what it counts as, by the label's rules
  n.kind AS counts_as, -- income, expense, payout or transfer, before its sign is looked at
  f.currency, -- of all amounts of the row
  f.amount, -- signed: income positive, spending negative, 1e-9 of the currency
  CASE WHEN f.amount < 0 THEN '-' ELSE '' END || (abs(f.amount) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.amount) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.amount) % 1000000000), 3), '0') AS amount_decimal, -- the same, exact decimal text
  f.balance, -- of the account after the line, 1e-9 of the currency
  CASE WHEN f.balance < 0 THEN '-' ELSE '' END || (abs(f.balance) / 1000000000) || '.' ||
    substr(printf('%09d', abs(f.balance) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(f.balance) % 1000000000), 3), '0') AS balance_decimal, -- the same, exact decimal text
  f.status, -- as the bank says
  f.occurrence, -- 0, 1, ... for lines that are alike inside one file
  f.file_id, -- file that told it last: files.id
  f.line -- line in that file
FROM financial_transactions f
JOIN transaction_names n ON n.id = f.transaction_name_id;

-- What the label spent: the ledger's expenses, a refund with the other sign. Payouts and transfers are none.
CREATE VIEW business_expenses AS
SELECT
  l.date, -- the day of the line
  l.posted_on, -- the day it was booked
  l.account, -- the last four digits
  l.description, -- as the bank writes it
  l.category, -- what it counts as, by the label's rules
  l.known, -- 0: no rule and no word of the bank tells the category
  l.bank_category, -- the bank's own word
  l.currency, -- of all amounts of the row
  -l.amount AS amount, -- spent: positive, a refund negative, 1e-9 of the currency
  CASE WHEN -l.amount < 0 THEN '-' ELSE '' END || (abs(-l.amount) / 1000000000) || '.' ||
    substr(printf('%09d', abs(-l.amount) % 1000000000), 1, 2) || rtrim(substr(printf('%09d', abs(-l.amount) % 1000000000), 3), '0') AS amount_decimal, -- the same, exact decimal text
  l.status -- as the bank says
FROM ledger l
WHERE l.is_pnl AND l.kind = 'expense';
