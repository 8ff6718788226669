import type { Compute } from './query-types.ts';
import type { Grain, Kind, MetricDimension, Question } from './question.ts';

export * from './question.ts';

/** What a source reads: a table of facts, or what is made of one (kit/compile-tables.ts says how). */
export type FactTable =
  | 'revenue_transactions'
  | 'revenue_delays'
  | 'revenue_own'
  | 'content_streams'
  | 'spotify_audience_daily'
  | 'spotify_song_metrics'
  | 'social_media_daily'
  | 'social_days'
  | 'track_daily'
  | 'ad_days'
  | 'ad_results'
  | 'link_analytics_daily'
  | 'email_campaigns'
  | 'ledger_expenses'
  | 'ledger_income'
  | 'content_readings'
  | 'content_daily'
  | 'playlist_readings'
  | 'link_visits_daily';

/**
 * Where a metric can be read: one kind, one table, and the dimensions that table really tells. Sources of one kind are
 * disjoint parts of one number (other accounts, other platforms) and are read together.
 */
export interface MetricSource {
  kind: Kind;
  table: FactTable;
  /** Date column, and the finest grain it can tell. */
  date: 'date' | 'sale_month' | 'reporting_date' | 'sent_on' | 'as_of';
  finest: 'day' | 'month';
  dimensions: readonly MetricDimension[];
  /** Part of the measure -> column. */
  columns: Readonly<Record<string, string>>;
  /** Dimensions that have one value in this table, e.g. `{ platform: 'spotify' }` (the platform's key). */
  fixed?: Partial<Record<'platform', string>>;
  /** Restriction that belongs to the meaning: only stores whose use is a stream, or one in social media. */
  only?: 'usage_stream' | 'usage_social';
  /** Column whose values tell unlike things apart, which are never one number: a purchase is no click. */
  alike?: string;
  /** Months after which a month is taken as fully reported. Absent: nothing comes in late. */
  settlesAfterMonths?: number;
}

export type Measure =
  /** Additive over days and dimensions. `per`: what the column counts in one unit of the metric (3600 seconds an hour). */
  | { is: 'sum'; of: string; per?: number }
  /**
   * Sum of `of` (parts added) over sum of `over`, over the rows that know them all; null where the denominator is 0.
   * `times`: for how many of the denominator (1000 impressions).
   */
  | { is: 'ratio'; of: readonly string[]; over: string; times?: number }
  /** The newest known value in the period per account or artist, then added over them. Never added over days. */
  | { is: 'last'; of: string }
  /** The mean of the known days per account or artist, then added over them: for daily uniques. */
  | { is: 'average'; of: string }
  /** Relative change of another metric against the period before (or the year before), with the same days on both sides. */
  | { is: 'growth'; of: string; against?: 'previous_year' }
  /**
   * Other metrics added and taken off, known only where all of them are. `share`: as a part of those added. `over`: divided
   * by another one, over the days all of them tell.
   */
  | { is: 'derived'; plus: readonly PartOf[]; minus: readonly PartOf[]; share?: true; over?: PartOf }
  /**
   * Made by a function, where no sum or ratio says it (query-computed.ts). `of`: the metrics it asks; `reads`: tables its
   * readers read besides. It can be asked by and filtered by the dimensions of `by`, and in these steps.
   */
  | {
      is: 'computed';
      of: readonly PartOf[];
      reads?: readonly string[];
      by: readonly MetricDimension[];
      grains: readonly Grain[];
      /** Rows of a breakdown are parts of the total. */
      additive?: true;
      compute: Compute;
    };

/** Another metric as a part of one: by its name, or pinned to a kind or to values where the meaning needs it. */
export type PartOf = string | Part;
export interface Part {
  metric: string;
  kind?: Kind;
  where?: Question['where'];
}

/** A measure that is read from facts, not made of other metrics. */
export type ReadMeasure = Exclude<Measure, { is: 'growth' | 'derived' | 'computed' }>;

export interface Metric {
  /** snake_case; the file is the same in kebab-case. */
  name: string;
  label: string;
  /** One sentence the owner would sign. */
  means: string;
  formula: string;
  /** 'streams', 'followers', ...; the word CURRENCY stands for the currency of the amounts: 'CURRENCY/stream'. */
  unit: string;
  format: 'count' | 'money' | 'money6' | 'percent' | 'ratio' | 'days';
  /** Money is shown only to those who may see it. */
  access: 'numbers' | 'money';
  measure: Measure;
  /** Empty for growth, derived and computed: they stand on the sources of what they are made of. */
  sources: readonly MetricSource[];
  /** When it is not known. */
  nullRule: string;
  caveats: readonly string[];
}

export const defineMetric = (metric: Metric): Metric => metric;

export type MetricRegistry = ReadonlyMap<string, Metric>;
