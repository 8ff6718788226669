-- Facts of every platform's files. As in 0003: NULL is "not known", never 0; each row names the file and line that told it
-- last; keys lead with the date. Texts in a key are '' where the file does not tell them.

-- observed: what one artifact of a social account tells about a day; the columns it does not tell are NULL. A number stands
-- in one artifact only, whichever way it came (page export or API), so that adding artifacts doubles nothing.
ALTER TABLE social_media_daily ADD COLUMN saves INTEGER; -- saves of the day
ALTER TABLE social_media_daily ADD COLUMN interactions INTEGER;     -- as the platform counts them; not the sum of the others
ALTER TABLE social_media_daily ADD COLUMN reach INTEGER;            -- uniques of the day: never added over days
ALTER TABLE social_media_daily ADD COLUMN viewers INTEGER;          -- uniques of the day
ALTER TABLE social_media_daily ADD COLUMN new_viewers INTEGER; -- uniques of the day
ALTER TABLE social_media_daily ADD COLUMN returning_viewers INTEGER; -- uniques of the day
ALTER TABLE social_media_daily ADD COLUMN link_clicks INTEGER; -- clicks on links of the profile
ALTER TABLE social_media_daily ADD COLUMN followers_gained INTEGER; -- new that day
ALTER TABLE social_media_daily ADD COLUMN followers_lost INTEGER; -- gone that day
ALTER TABLE social_media_daily ADD COLUMN watch_seconds INTEGER; -- time watched
ALTER TABLE social_media_daily ADD COLUMN impressions INTEGER;      -- thumbnails shown
ALTER TABLE social_media_daily ADD COLUMN currency TEXT;
ALTER TABLE social_media_daily ADD COLUMN estimated_revenue INTEGER; -- the platform's estimate, 1e-9; statements say what was paid

-- observed: a track in Spotify for Artists over a window. Windows overlap: never added over `period`.
CREATE TABLE spotify_song_metrics (
  as_of TEXT NOT NULL,                    -- day the page was read
  period TEXT NOT NULL CHECK (period IN ('1day', '7day', '28day', '1year', 'all')), -- 1day, 7day, 28day, 1year or all
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  track_name_id INTEGER NOT NULL REFERENCES track_names (id),
  streams INTEGER,                        -- plays in the window
  listeners INTEGER,                      -- uniques of the window
  savers INTEGER,                         -- who saved it in the window
  canvas_views INTEGER,                   -- views of its canvas
  release_date TEXT,                      -- as Spotify tells it
  spotify_id TEXT,                        -- Spotify's id of the track
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (as_of, period, artist_name_id, track_name_id)
) STRICT, WITHOUT ROWID;

-- observed: a track's days at one store (Spotify's track timeline, Apple Music for Artists).
CREATE TABLE track_daily (
  date TEXT NOT NULL,                     -- the day
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  track_name_id INTEGER NOT NULL REFERENCES track_names (id),
  territory TEXT NOT NULL DEFAULT '' REFERENCES territories (code),
  streams INTEGER,                        -- plays of the day
  listeners INTEGER,                      -- uniques of the day
  shazams INTEGER,                        -- recognised with Shazam
  purchases INTEGER,                      -- bought
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, platform_id, artist_name_id, track_name_id, territory)
) STRICT, WITHOUT ROWID;

-- observed: the playlists a track or an artist stands in, as a page listed them on a day.
CREATE TABLE playlist_snapshots (
  as_of TEXT NOT NULL,                    -- the day the page was read
  period TEXT NOT NULL,                   -- window of the counts, e.g. '28day'; '' where the file does not tell it
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  track_name_id INTEGER NOT NULL REFERENCES track_names (id),
  playlist TEXT NOT NULL,                 -- its title
  author TEXT NOT NULL,                   -- who keeps it
  listeners INTEGER,                      -- uniques from it in the window
  streams INTEGER,                        -- plays from it in the window
  added_on TEXT,                          -- the day it was added
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (as_of, period, platform_id, artist_name_id, track_name_id, playlist, author)
) STRICT, WITHOUT ROWID;

-- observed: who and where an audience is, on a day. Uniques: segments of one breakdown can be compared, not added over days.
CREATE TABLE audience_segments (
  as_of TEXT NOT NULL,                    -- the day the page was read
  period TEXT NOT NULL,                   -- window the people were counted in, e.g. '28day'; '' where it is not told
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  breakdown TEXT NOT NULL CHECK (breakdown IN ('country', 'city', 'gender', 'age', 'age-gender')), -- country, city, gender, age or age-gender
  segment TEXT NOT NULL,                  -- as the file says it: 'Berlin', '18-24', 'Female'
  territory TEXT NOT NULL DEFAULT '' REFERENCES territories (code),
  people INTEGER,                         -- how many
  share_millionths INTEGER,               -- part of all, in millionths
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (as_of, period, platform_id, account, artist_name_id, breakdown, segment, territory)
) STRICT, WITHOUT ROWID;

-- observed: how many followers were active in an hour of a day.
CREATE TABLE audience_hours (
  date TEXT NOT NULL,                     -- the day
  hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23), -- 0 to 23, in the time zone of the page
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  active_followers INTEGER,               -- uniques of the hour: not to be added
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, hour, platform_id, account)
) STRICT, WITHOUT ROWID;

-- observed: posts and videos over a window that ends with `as_of`. 'lifetime' counts run from publication; never added over
-- windows or days of reading.
CREATE TABLE content_snapshots (
  as_of TEXT NOT NULL,                    -- the day the page was read, or the window's last
  period TEXT NOT NULL,                   -- 'lifetime', or '<first day>..<last day>'
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  item TEXT NOT NULL,                     -- the platform's id
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  title TEXT,                             -- as published
  url TEXT,                               -- where it is
  published_on TEXT,                      -- the day it came out
  duration_seconds INTEGER,               -- how long it is
  views INTEGER,                          -- views in the window
  engaged_views INTEGER,                  -- of those, who watched on
  likes INTEGER,                          -- in the window
  dislikes INTEGER,                       -- in the window
  comments INTEGER,                       -- in the window
  shares INTEGER,                         -- in the window
  watch_seconds INTEGER,                  -- time watched
  average_view_seconds INTEGER,           -- mean time of a view
  average_viewed_millionths INTEGER,      -- mean part of it that was watched, in millionths
  stayed_millionths INTEGER,              -- part of viewers who did not swipe away, in millionths
  impressions INTEGER,                    -- thumbnails shown
  click_rate_millionths INTEGER,          -- part of impressions that were clicked, in millionths
  followers_gained INTEGER,               -- who followed because of it
  new_viewers INTEGER,                    -- uniques of the window
  returning_viewers INTEGER,              -- uniques of the window
  currency TEXT,
  estimated_revenue INTEGER,              -- the platform's estimate; statements say what was paid, 1e-9 of the currency
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (as_of, period, platform_id, account, item)
) STRICT, WITHOUT ROWID;

-- observed: a post's or video's days.
CREATE TABLE content_daily (
  date TEXT NOT NULL,                     -- the day
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  item TEXT NOT NULL,                     -- the platform's id of the post or video
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  title TEXT,                             -- as published
  views INTEGER,                          -- views of the day
  likes INTEGER,                          -- likes of the day
  comments INTEGER,                       -- comments of the day
  shares INTEGER,                         -- shares of the day
  watch_seconds INTEGER,                  -- time watched
  average_view_seconds INTEGER,           -- mean time of a view
  followers_gained INTEGER,               -- who followed because of it
  followers_lost INTEGER,                 -- who left because of it
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, platform_id, account, item)
) STRICT, WITHOUT ROWID;

-- observed: advertisements a day. Each row is of one level; the levels tell the same spend again, so a question takes the
-- finest level delivered of a campaign's day and never adds two. Ids are text (18 digits). A file without ids has '' for
-- them; such a row counts only where no row of that campaign's day has an id.
CREATE TABLE ad_performance_daily (
  date TEXT NOT NULL,                     -- in the ad account's time zone
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('campaign', 'adset', 'ad')), -- campaign, adset or ad
  campaign_id TEXT NOT NULL,              -- text: 18 digits
  adset_id TEXT NOT NULL,                 -- text
  ad_id TEXT NOT NULL,                    -- text
  campaign_name TEXT NOT NULL,            -- in the key only so that rows without ids are told apart
  adset_name TEXT NOT NULL,               -- as the newest file wrote it
  ad_name TEXT NOT NULL,                  -- as the newest file wrote it
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
  PRIMARY KEY (date, platform_id, account, level, campaign_id, adset_id, ad_id, campaign_name, adset_name, ad_name)
) STRICT, WITHOUT ROWID;

-- observed: the same over a span that is no single day (lifetime dumps, exports without "by day"). Never added to days.
CREATE TABLE ad_performance_period (
  date_start TEXT NOT NULL,               -- first day of the span
  date_stop TEXT NOT NULL,                -- last day of the span
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('campaign', 'adset', 'ad')), -- campaign, adset or ad
  campaign_id TEXT NOT NULL,              -- text: 18 digits
  adset_id TEXT NOT NULL,                 -- text
  ad_id TEXT NOT NULL,                    -- text
  campaign_name TEXT NOT NULL,            -- as the newest file wrote it
  adset_name TEXT NOT NULL,               -- as the newest file wrote it
  ad_name TEXT NOT NULL,                  -- as the newest file wrote it
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
  PRIMARY KEY (date_start, date_stop, platform_id, account, level, campaign_id, adset_id, ad_id, campaign_name, adset_name, ad_name)
) STRICT, WITHOUT ROWID;

-- observed: the label's link page. Uniques are of the day: never added.
CREATE TABLE link_analytics_daily (
  date TEXT NOT NULL,                     -- the day
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  total_views INTEGER,                    -- views
  unique_views INTEGER,                   -- uniques of the day: never added
  total_clicks INTEGER,                   -- clicks on its links
  unique_clicks INTEGER,                  -- uniques of the day: never added
  click_rate_millionths INTEGER,          -- as the platform says it; answers make their own ratio of sums
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, platform_id, account)
) STRICT, WITHOUT ROWID;

-- observed: visits of single links by where they came from (SubmitHub).
CREATE TABLE link_visits_daily (
  date TEXT NOT NULL,                     -- the day
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  track_name_id INTEGER NOT NULL REFERENCES track_names (id),
  territory TEXT NOT NULL DEFAULT '' REFERENCES territories (code),
  source TEXT NOT NULL,                   -- where the visit came from
  utm_source TEXT NOT NULL,               -- tag of the link
  utm_medium TEXT NOT NULL,               -- tag of the link
  utm_campaign TEXT NOT NULL,             -- tag of the link
  opened INTEGER,                         -- page opened
  clicked INTEGER,                        -- a store clicked
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, platform_id, artist_name_id, track_name_id, territory, source, utm_source, utm_medium, utm_campaign)
) STRICT, WITHOUT ROWID;

-- observed: newsletters sent, with what they have brought so far. No subscriber is named anywhere.
CREATE TABLE email_campaigns (
  sent_on TEXT NOT NULL,                  -- the day it was sent
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  campaign TEXT NOT NULL,                 -- the platform's id
  title TEXT,                             -- its name in the platform
  subject TEXT,                           -- its subject line
  list TEXT,                              -- the audience it went to
  emails_sent INTEGER,                    -- how many
  hard_bounces INTEGER,                   -- addresses that do not exist
  soft_bounces INTEGER,                   -- addresses that took nothing then
  syntax_errors INTEGER,                  -- addresses that are none
  unsubscribed INTEGER,                   -- who left
  abuse_reports INTEGER,                  -- who called it spam
  opens INTEGER,                          -- opens, those of proxies among them
  unique_opens INTEGER,                   -- of different people
  proxy_excluded_opens INTEGER,           -- without those that mail programs' proxies make
  proxy_excluded_unique_opens INTEGER,    -- of different people
  clicks INTEGER,                         -- clicks
  unique_clicks INTEGER,                  -- of different people and links
  unique_subscriber_clicks INTEGER,       -- of different people
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (sent_on, platform_id, campaign)
) STRICT, WITHOUT ROWID;

-- A line of a bank or card as it was written. What it stands for is settled by rules (label.json, decisions), not by facts:
-- a rule made later re-labels the past.
CREATE TABLE transaction_names (
  id INTEGER PRIMARY KEY,
  description TEXT NOT NULL,              -- as the bank writes it
  bank_category TEXT NOT NULL,            -- the bank's own word, '' where it has none
  category TEXT NOT NULL DEFAULT 'uncategorised', -- what it counts as
  -- payout: a platform's payment that statements tell in detail; transfer: between own accounts and card payments.
  -- Neither is in a profit and loss; a refund is an expense with the other sign.
  kind TEXT NOT NULL DEFAULT 'expense' CHECK (kind IN ('income', 'expense', 'payout', 'transfer')),
  known INTEGER NOT NULL DEFAULT 0 CHECK (known IN (0, 1)), -- 1: a rule settled it
  UNIQUE (description, bank_category)
) STRICT;

-- The ledger: what the label's accounts and cards say. Income is positive, spending negative.
CREATE TABLE financial_transactions (
  date TEXT NOT NULL,                     -- the day of the line
  account TEXT NOT NULL,                  -- the last four digits, never more
  transaction_name_id INTEGER NOT NULL REFERENCES transaction_names (id),
  amount INTEGER NOT NULL,                -- signed, 1e-9 of the currency
  occurrence INTEGER NOT NULL,            -- 0, 1, ... for lines that are alike inside one file
  currency TEXT NOT NULL,
  posted_on TEXT,                         -- the day it was booked
  balance INTEGER,                        -- after the line, 1e-9
  status TEXT,                            -- as the bank says
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, account, transaction_name_id, amount, occurrence)
) STRICT, WITHOUT ROWID;

-- The label's own catalog. A track's release date, UPC and split come from here where no statement tells them.
CREATE TABLE catalog_tracks (
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  track_name_id INTEGER NOT NULL REFERENCES track_names (id),
  party TEXT NOT NULL,                    -- whose share; '' is the label
  isrc TEXT,                              -- recording code
  upc TEXT,                               -- product code
  release_date TEXT,                      -- as the label says
  release_type TEXT,                      -- single, ep, album
  distributor TEXT,                       -- who delivers it
  share_millionths INTEGER,               -- in millionths
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (artist_name_id, track_name_id, party)
) STRICT, WITHOUT ROWID;

-- What one unit of a currency was worth in another on a day, as the owner says.
CREATE TABLE fx_rates (
  date TEXT NOT NULL,                     -- the day it held
  currency TEXT NOT NULL,
  quote TEXT NOT NULL,                    -- in this
  rate INTEGER NOT NULL CHECK (rate > 0), -- 1e-9
  source TEXT,                            -- where the rate is from
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, currency, quote)
) STRICT, WITHOUT ROWID;
