-- Days of campaigns as questions read them: the view `ad_days` with what each campaign has ever told, written down, because
-- ranking every row of advertising anew costs more than any question of them. It holds nothing of its own: it is made again
-- in the transaction that changes what it stands on, and so refers to nothing that would have to wait for it.
CREATE TABLE ad_day_sums (
  date TEXT NOT NULL,                     -- in the ad account's time zone
  campaign_key INTEGER NOT NULL,          -- campaigns.id
  platform_id INTEGER NOT NULL,
  artist_id INTEGER,                      -- artists.id: whose campaign; NULL: the label's
  track_id INTEGER,                       -- tracks.id: what it is for; NULL: nothing single
  currency TEXT NOT NULL,                 -- '' where no file tells it
  spend INTEGER,                          -- 1e-9 of the currency
  impressions INTEGER,                    -- how often shown
  clicks INTEGER,                         -- all clicks
  link_clicks INTEGER,                    -- clicks on the link, as the day tells them
  -- A list of actions leaves out what did not happen.
  link_clicks_or_none INTEGER,            -- the same, 0 on a day without; NULL: the campaign never told any
  purchase_value_or_none INTEGER,         -- 1e-9 of the currency, 0 on a day without; NULL: the campaign never told any
  results_or_none INTEGER,                -- what the platform counts as the result, 0 on a day without; NULL: not known
  result_type TEXT,                       -- which that is; NULL: the campaign never told any
  PRIMARY KEY (date, campaign_key)
) STRICT, WITHOUT ROWID;

-- Has its one row while `ad_day_sums` is not what `ad_days` says; then questions read the view.
CREATE TABLE stale_ad_days (
  stale INTEGER PRIMARY KEY CHECK (stale = 1) -- always 1
) STRICT, WITHOUT ROWID;
INSERT INTO stale_ad_days VALUES (1);

-- All that the view stands on is watched, so that nothing that writes it can forget to say so. Not INSERT OR IGNORE: what a
-- statement that fires it says of conflicts would hold here too.
CREATE TRIGGER ad_row_is_new AFTER INSERT ON ad_performance_daily
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
CREATE TRIGGER ad_row_is_other AFTER UPDATE ON ad_performance_daily
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
CREATE TRIGGER ad_row_is_gone AFTER DELETE ON ad_performance_daily
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
CREATE TRIGGER campaign_name_is_new AFTER INSERT ON campaign_names
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
CREATE TRIGGER campaign_name_is_other AFTER UPDATE ON campaign_names
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
CREATE TRIGGER campaign_name_is_gone AFTER DELETE ON campaign_names
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
CREATE TRIGGER campaign_is_new AFTER INSERT ON campaigns
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
-- Its name, status and days are in no sum.
CREATE TRIGGER campaign_is_other AFTER UPDATE ON campaigns
WHEN old.id <> new.id OR old.currency IS NOT new.currency OR old.artist_id IS NOT new.artist_id OR old.track_id IS NOT new.track_id
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
CREATE TRIGGER campaign_is_gone AFTER DELETE ON campaigns
BEGIN
  INSERT INTO stale_ad_days SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stale_ad_days);
END;
