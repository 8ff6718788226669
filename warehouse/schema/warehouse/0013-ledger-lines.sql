-- The ledger with the file and line of each row, so that a number made of it can say where it is from.
DROP VIEW ledger;

-- Each line with what it stands for today. A payout and a charge of one platform may bear one name ("DISTROKID"): the
-- sign tells them apart. `is_pnl` 0: no income and no spending of the month (payouts are told in detail by statements,
-- transfers move the label's own money), or never carried out.
CREATE VIEW ledger AS
SELECT
  line.date, -- the day of the line
  line.account, -- the last four digits
  line.description, -- as the bank writes it
  line.category, -- what it counts as, by the label's rules
  line.kind, -- income, expense, payout or transfer
  line.amount, -- signed, 1e-9 of the currency: income positive, spending negative
  line.currency, -- of the amount
  CASE
    WHEN lower(coalesce(line.status, '')) IN ('declined', 'canceled', 'cancelled', 'void', 'voided') THEN 0
    ELSE line.kind IN ('income', 'expense')
  END AS is_pnl, -- 1: it counts in the profit and loss
  line.known, -- 0: no rule and no word of the bank tells the category
  line.bank_category, -- the bank's own word
  line.status, -- as the bank says
  line.posted_on, -- the day it was booked
  line.file_id, -- file that told it last: files.id
  line.line -- line in that file
FROM (
  SELECT
    f.date, f.account, n.description, n.category, f.amount, f.currency, n.known, n.bank_category, f.status, f.posted_on,
    f.file_id, f.line,
    CASE
      WHEN n.kind = 'payout' AND f.amount < 0 AND n.category = 'transfer' THEN 'transfer'
      WHEN n.kind = 'payout' AND f.amount < 0 THEN 'expense'
      ELSE n.kind
    END AS kind
  FROM financial_transactions f
  JOIN transaction_names n ON n.id = f.transaction_name_id
) AS line;
