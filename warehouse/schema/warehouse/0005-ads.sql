-- Advertisements: rows are known by ids, so that a campaign that is renamed stays itself, and each belongs to a campaign.

-- No feed has filled the tables of 0004; they are made anew with a key that a new name or a told account does not double.
DROP TABLE ad_performance_daily;
DROP TABLE ad_performance_period;

-- observed: advertisements a day. Each row is of one level; the levels tell the same spend again, so that two of them are
-- never added: `ad_days` takes the finest level delivered of a campaign's day. Ids are text (18 digits).
CREATE TABLE ad_performance_daily (
  date TEXT NOT NULL,                     -- in the ad account's time zone
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  level TEXT NOT NULL CHECK (level IN ('campaign', 'adset', 'ad')), -- campaign, adset or ad
  campaign_id TEXT NOT NULL,              -- '' where the file does not tell it; so the next two
  adset_id TEXT NOT NULL,                 -- text
  ad_id TEXT NOT NULL,                    -- text
  by_name TEXT NOT NULL,                  -- '' for a row with all the ids of its level; else JSON of the names in their place
  account TEXT,                           -- id of the ad account, without act_
  campaign_name TEXT,                     -- names as the newest file wrote them
  adset_name TEXT,                        -- as the newest file wrote it
  ad_name TEXT,                           -- as the newest file wrote it
  currency TEXT,
  spend INTEGER,                          -- 1e-9 of the currency
  impressions INTEGER,                    -- how often shown
  reach INTEGER,                          -- uniques of the day: never added
  clicks INTEGER,                         -- all clicks
  link_clicks INTEGER,                    -- clicks on the link
  landing_page_views INTEGER,             -- pages that loaded
  view_content INTEGER,                   -- ViewContent of the pixel
  add_to_cart INTEGER,                    -- AddToCart of the pixel
  initiate_checkout INTEGER,              -- InitiateCheckout of the pixel
  purchases INTEGER,                      -- Purchase of the pixel
  purchase_value INTEGER,                 -- 1e-9
  leads INTEGER,                          -- Lead of the pixel
  registrations INTEGER,                  -- CompleteRegistration of the pixel
  post_engagements INTEGER,               -- reactions, comments, shares of the ad
  messages_started INTEGER,               -- conversations begun
  results INTEGER,                        -- what the platform counts as the result
  result_type TEXT,                       -- which that is
  objective TEXT,                         -- what the campaign is to bring
  status TEXT,                            -- as the newest file has it
  other_actions TEXT,                     -- JSON object of the action types that have no column
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, platform_id, level, campaign_id, adset_id, ad_id, by_name)
) STRICT, WITHOUT ROWID;

-- observed: the same over a span that is no single day (lifetime dumps, exports without "by day"). Spans overlap: they are
-- never added to each other, nor to days.
CREATE TABLE ad_performance_period (
  date_start TEXT NOT NULL,               -- first day of the span
  date_stop TEXT NOT NULL,                -- last day of the span
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  level TEXT NOT NULL CHECK (level IN ('campaign', 'adset', 'ad')), -- campaign, adset or ad
  campaign_id TEXT NOT NULL,              -- text: 18 digits
  adset_id TEXT NOT NULL,                 -- text
  ad_id TEXT NOT NULL,                    -- text
  by_name TEXT NOT NULL,                  -- '' for a row with all the ids of its level; else JSON of the names in their place
  account TEXT,
  campaign_name TEXT,                     -- as the newest file wrote it
  adset_name TEXT,                        -- as the newest file wrote it
  ad_name TEXT,                           -- as the newest file wrote it
  currency TEXT,
  spend INTEGER,                          -- what was spent in the span, 1e-9 of the currency
  impressions INTEGER,                    -- how often shown
  reach INTEGER,                          -- uniques of the span: never added
  clicks INTEGER,                         -- all clicks
  link_clicks INTEGER,                    -- clicks on the link
  landing_page_views INTEGER,             -- pages that loaded
  view_content INTEGER,                   -- ViewContent of the pixel
  add_to_cart INTEGER,                    -- AddToCart of the pixel
  initiate_checkout INTEGER,              -- InitiateCheckout of the pixel
  purchases INTEGER,                      -- Purchase of the pixel
  purchase_value INTEGER,                 -- what the pixel says was bought, 1e-9 of the currency
  leads INTEGER,                          -- Lead of the pixel
  registrations INTEGER,                  -- CompleteRegistration of the pixel
  post_engagements INTEGER,               -- reactions, comments, shares of the ad
  messages_started INTEGER,               -- conversations begun
  results INTEGER,                        -- what the platform counts as the result
  result_type TEXT,                       -- which that is
  objective TEXT,                         -- what the campaign is to bring
  status TEXT,                            -- as the newest file has it
  other_actions TEXT,                     -- JSON object: action types that have no column
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date_start, date_stop, platform_id, level, campaign_id, adset_id, ad_id, by_name)
) STRICT, WITHOUT ROWID;

-- What spend is spent on. Rewritten by `resolveNames` from the facts and label.json: never a source of its own.
CREATE TABLE campaigns (
  id INTEGER PRIMARY KEY,
  platform_id INTEGER NOT NULL REFERENCES platforms (id) ON DELETE CASCADE,
  campaign_id TEXT NOT NULL,              -- the platform's; '' where no file tells it, and the name stands for it
  account TEXT,
  name TEXT NOT NULL,                     -- the newest
  currency TEXT,                          -- NULL: no file tells it
  objective TEXT,                         -- what it is to bring
  status TEXT,                            -- as the newest file that tells one has it
  first_day TEXT NOT NULL,                -- first day rows tell
  last_day TEXT NOT NULL,                 -- last day rows tell
  artist_id INTEGER REFERENCES artists (id) ON DELETE SET NULL,
  track_id INTEGER REFERENCES tracks (id) ON DELETE SET NULL,
  targeting TEXT NOT NULL,                -- words of the name that say who is to see it ('broad'), '' for none
  -- who told what it is for: a rule of label.json, the campaign's name, or nobody
  settled TEXT NOT NULL CHECK (settled IN ('label', 'name', 'unknown'))
) STRICT;
CREATE INDEX campaigns_by_artist ON campaigns (artist_id, id);
CREATE INDEX campaigns_by_track ON campaigns (track_id, id);

-- Every id and name that rows have -> their campaign. A name without an id is the campaign with an id that was ever called
-- so, if there is exactly one.
CREATE TABLE campaign_names (
  platform_id INTEGER NOT NULL REFERENCES platforms (id) ON DELETE CASCADE,
  name TEXT NOT NULL,                     -- '' where rows tell none
  campaign_id TEXT NOT NULL,              -- '' where rows tell none
  campaign INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE, -- campaigns.id
  PRIMARY KEY (platform_id, name, campaign_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_names_by_campaign ON campaign_names (campaign);

-- Each row with its campaign. `counted` 1: it is of the finest level delivered of its campaign's day, and not told again by
-- rows that have more ids: rows that lack one count only where the campaign's day has none that lacks nothing.
CREATE VIEW ad_rows AS
SELECT f.*, n.campaign AS campaign_key,
       rank() OVER (
         PARTITION BY f.date, n.campaign
         ORDER BY f.by_name = '' DESC, f.campaign_id <> '' DESC,
                  CASE f.level WHEN 'ad' THEN 3 WHEN 'adset' THEN 2 ELSE 1 END DESC
       ) = 1
       AND NOT (
         -- a name that several campaigns have had, on a day that one of them tells by its id
         f.campaign_id = '' AND EXISTS (
           SELECT 1 FROM campaign_names twin
           JOIN ad_performance_daily other
             ON other.platform_id = twin.platform_id AND other.campaign_id = twin.campaign_id AND other.date = f.date
           WHERE twin.platform_id = f.platform_id AND twin.name = f.campaign_name AND twin.campaign_id <> ''
         )
       ) AS counted,
       max(CASE WHEN f.level = 'campaign' AND f.by_name = '' THEN f.reach END) OVER (PARTITION BY f.date, n.campaign) AS whole_reach,
       max(CASE WHEN f.level = 'campaign' AND f.by_name = '' THEN f.spend END) OVER (PARTITION BY f.date, n.campaign) AS whole_spend
FROM ad_performance_daily f
JOIN campaign_names n
  ON n.platform_id = f.platform_id AND n.name = coalesce(f.campaign_name, '') AND n.campaign_id = f.campaign_id;

-- One row per campaign day: the rows that count, added. `reach` is known only where one row tells it for the whole campaign.
-- Windows, not GROUP BY: a filter on the days then reaches the table's key.
CREATE VIEW ad_days AS
SELECT d.date, d.platform_id, d.campaign_key, c.campaign_id, c.name AS campaign_name, c.artist_id, c.track_id,
       d.level, d.rows, coalesce(d.currency, c.currency) AS currency, d.spend,
       d.whole_spend AS campaign_level_spend, -- what the campaign level tells of the same day, for comparison only
       d.impressions, coalesce(d.whole_reach, CASE WHEN d.rows = 1 THEN d.reach END) AS reach,
       d.clicks, d.link_clicks, d.landing_page_views, d.view_content, d.add_to_cart, d.initiate_checkout, d.purchases,
       d.purchase_value, d.leads, d.registrations, d.post_engagements, d.messages_started,
       -- results of two kinds (link clicks and purchases) are not one number
       CASE WHEN d.first_type IS d.last_type THEN d.results END AS results,
       CASE WHEN d.first_type IS d.last_type THEN d.last_type END AS result_type
FROM (
  SELECT r.date, r.platform_id, r.campaign_key, r.level, r.reach, r.whole_reach, r.whole_spend,
         row_number() OVER same AS place, count(*) OVER same AS rows, max(r.currency) OVER same AS currency,
         sum(r.spend) OVER same AS spend, sum(r.results) OVER same AS results,
         min(r.result_type) OVER same AS first_type, max(r.result_type) OVER same AS last_type,
         sum(r.impressions) OVER same AS impressions, sum(r.clicks) OVER same AS clicks,
         sum(r.link_clicks) OVER same AS link_clicks, sum(r.landing_page_views) OVER same AS landing_page_views,
         sum(r.view_content) OVER same AS view_content, sum(r.add_to_cart) OVER same AS add_to_cart,
         sum(r.initiate_checkout) OVER same AS initiate_checkout, sum(r.purchases) OVER same AS purchases,
         sum(r.purchase_value) OVER same AS purchase_value, sum(r.leads) OVER same AS leads,
         sum(r.registrations) OVER same AS registrations, sum(r.post_engagements) OVER same AS post_engagements,
         sum(r.messages_started) OVER same AS messages_started
  FROM ad_rows r
  WHERE r.counted
  WINDOW same AS (PARTITION BY r.date, r.campaign_key)
) d
JOIN campaigns c ON c.id = d.campaign_key
WHERE d.place = 1;

-- The same of spans.
CREATE VIEW ad_span_rows AS
SELECT f.*, n.campaign AS campaign_key,
       rank() OVER (
         PARTITION BY f.date_start, f.date_stop, n.campaign
         ORDER BY f.by_name = '' DESC, f.campaign_id <> '' DESC,
                  CASE f.level WHEN 'ad' THEN 3 WHEN 'adset' THEN 2 ELSE 1 END DESC
       ) = 1
       AND NOT (
         -- a name that several campaigns have had, on a day that one of them tells by its id
         f.campaign_id = '' AND EXISTS (
           SELECT 1 FROM campaign_names twin
           JOIN ad_performance_period other
             ON other.platform_id = twin.platform_id AND other.campaign_id = twin.campaign_id AND other.date_start = f.date_start
             AND other.date_stop = f.date_stop
           WHERE twin.platform_id = f.platform_id AND twin.name = f.campaign_name AND twin.campaign_id <> ''
         )
       ) AS counted,
       max(CASE WHEN f.level = 'campaign' AND f.by_name = '' THEN f.reach END) OVER (PARTITION BY f.date_start, f.date_stop, n.campaign) AS whole_reach,
       max(CASE WHEN f.level = 'campaign' AND f.by_name = '' THEN f.spend END) OVER (PARTITION BY f.date_start, f.date_stop, n.campaign) AS whole_spend
FROM ad_performance_period f
JOIN campaign_names n
  ON n.platform_id = f.platform_id AND n.name = coalesce(f.campaign_name, '') AND n.campaign_id = f.campaign_id;

-- One row per campaign and span. Spans overlap: one is chosen, they are never added.
CREATE VIEW ad_spans AS
SELECT d.date_start, d.date_stop, d.platform_id, d.campaign_key, c.campaign_id, c.name AS campaign_name, c.artist_id, c.track_id,
       d.level, d.rows, coalesce(d.currency, c.currency) AS currency, d.spend,
       d.whole_spend AS campaign_level_spend, -- what the campaign level tells of the same span, for comparison only
       d.impressions, coalesce(d.whole_reach, CASE WHEN d.rows = 1 THEN d.reach END) AS reach,
       d.clicks, d.link_clicks, d.landing_page_views, d.view_content, d.add_to_cart, d.initiate_checkout, d.purchases,
       d.purchase_value, d.leads, d.registrations, d.post_engagements, d.messages_started,
       -- results of two kinds (link clicks and purchases) are not one number
       CASE WHEN d.first_type IS d.last_type THEN d.results END AS results,
       CASE WHEN d.first_type IS d.last_type THEN d.last_type END AS result_type
FROM (
  SELECT r.date_start, r.date_stop, r.platform_id, r.campaign_key, r.level, r.reach, r.whole_reach, r.whole_spend,
         row_number() OVER same AS place, count(*) OVER same AS rows, max(r.currency) OVER same AS currency,
         sum(r.spend) OVER same AS spend, sum(r.results) OVER same AS results,
         min(r.result_type) OVER same AS first_type, max(r.result_type) OVER same AS last_type,
         sum(r.impressions) OVER same AS impressions, sum(r.clicks) OVER same AS clicks,
         sum(r.link_clicks) OVER same AS link_clicks, sum(r.landing_page_views) OVER same AS landing_page_views,
         sum(r.view_content) OVER same AS view_content, sum(r.add_to_cart) OVER same AS add_to_cart,
         sum(r.initiate_checkout) OVER same AS initiate_checkout, sum(r.purchases) OVER same AS purchases,
         sum(r.purchase_value) OVER same AS purchase_value, sum(r.leads) OVER same AS leads,
         sum(r.registrations) OVER same AS registrations, sum(r.post_engagements) OVER same AS post_engagements,
         sum(r.messages_started) OVER same AS messages_started
  FROM ad_span_rows r
  WHERE r.counted
  WINDOW same AS (PARTITION BY r.date_start, r.date_stop, r.campaign_key)
) d
JOIN campaigns c ON c.id = d.campaign_key
WHERE d.place = 1;

-- What each campaign brought on the days that are told, whose it is and what a click cost (1e-9 of the currency). Ratios are
-- those of sums, over the days that know both; a campaign that only spans tell is not in here.
CREATE VIEW campaign_performance AS
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
GROUP BY d.campaign_key;
