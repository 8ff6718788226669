-- The books: what accounts and cards say, and the profit and loss that statements and the ledger make together.

-- Each line with what it stands for today. A payout and a charge of one platform may bear one name ("DISTROKID"): the
-- sign tells them apart. `is_pnl` 0: no income and no spending of the month (payouts are told in detail by statements,
-- transfers move the label's own money), or never carried out.
CREATE VIEW ledger AS
SELECT
  line.date,
  line.account,
  line.description,
  line.category,
  line.kind,
  line.amount,                            -- signed, 1e-9 of the currency: income positive, spending negative
  line.currency,
  CASE
    WHEN lower(coalesce(line.status, '')) IN ('declined', 'canceled', 'cancelled', 'void', 'voided') THEN 0
    ELSE line.kind IN ('income', 'expense')
  END AS is_pnl,
  line.known,                             -- 0: no rule and no word of the bank tells the category
  line.bank_category,
  line.status,
  line.posted_on
FROM (
  SELECT
    f.date, f.account, n.description, n.category, f.amount, f.currency, n.known, n.bank_category, f.status, f.posted_on,
    CASE
      WHEN n.kind = 'payout' AND f.amount < 0 AND n.category = 'transfer' THEN 'transfer'
      WHEN n.kind = 'payout' AND f.amount < 0 THEN 'expense'
      ELSE n.kind
    END AS kind
  FROM financial_transactions f
  JOIN transaction_names n ON n.id = f.transaction_name_id
) AS line;

-- Profit and loss, a row a month, currency and category. 'revenue': what statements and the label's own income files
-- report, by the month of the reporting date (cash, not accrual). 'income' and 'expense': lines of the ledger; a refund
-- is an expense with the other sign, and so lowers its category. Advertising is what the card paid: what ad platforms
-- say they spent is the same money again and is not in here. Amounts of two currencies are never in one row.
CREATE VIEW pnl_by_month AS
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
GROUP BY 1, 2, 3, 4;

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
  months AS (SELECT month, currency FROM reported UNION SELECT month, currency FROM booked)
SELECT
  months.month,
  months.currency,
  reported.amount AS revenue,
  booked.income AS other_income,
  booked.expenses,
  reported.amount + booked.income + booked.expenses AS net
FROM months
LEFT JOIN reported ON reported.month = months.month AND reported.currency = months.currency
LEFT JOIN booked ON booked.month = months.month AND booked.currency = months.currency;
