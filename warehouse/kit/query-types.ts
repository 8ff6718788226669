import type { Day } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import type { Db } from './open.ts';
import type { Kind, Question } from './question.ts';

/** Values of a query's parameters, by name. */
export type Parameters = Record<string, string>;

/** Money and money ratios are decimal strings, counts and other ratios numbers, null is "not known". */
export type Value = number | string | null;

export interface Row {
  /** Dimension -> name as answers print it; with a grain also `date`: YYYY-MM-DD (day, Monday of the week), YYYY-MM, YYYY. */
  keys: Record<string, string>;
  value: Value;
  /** Not every day (or statement) of this row is in yet. */
  partial: boolean;
}

export interface Result {
  metric: string;
  kind: Kind;
  /** The table or tables it was read from, as text. */
  source: string;
  /** 'streams', 'USD', 'USD/stream', 'followers'. */
  unit: string;
  /** Several currencies that are not added, each with its total: `total` is then null. Empty otherwise. */
  apart: { currency: string; total: Value }[];
  /** Only what is known: a day without data has no row. By date, or largest first. */
  rows: Row[];
  /** By the measure's own rule (ratio of sums, last known ...), never by adding rows. */
  total: Value;
  /** What was read: for statements widened to whole months. */
  period: { from: Day; to: Day };
  /** First day the source knows within the filter, whatever the period. */
  begins: Day | null;
  /** Newest day the source knows within the filter, whatever the period; null: nothing at all. */
  newest: Day | null;
  /** Newest day that every series behind the number knows; for statements the end of the last settled sale month. */
  completeTo: Day | null;
  /** Statements: when the newest of them came in. */
  reported: Day | null;
  partial: boolean;
  /** = !partial */
  complete: boolean;
  /** What other kinds say of the same filter, without the breakdown. Never to be added. */
  others: { kind: Kind; total: Value; period: { from: Day; to: Day } }[];
  /** Of a metric made of others: the queries under it, each with its parameters; `parameters` is then empty. */
  sql: string;
  parameters: Parameters;
  tables: string[];
  /** Tables and kind of what was read: one, or of a metric made of others one for each of them. */
  behind: { kind: Kind; tables: string[] }[];
  /** Of a metric made of others: what was asked of them. Else empty. */
  under: Question[];
  notes: string[];
}

export interface AskOptions {
  /** `ops.db`, for metrics that tell what happened (runs, slots): without it those are not known. */
  ops?: Db | undefined;
  /** The day it is in the label's time zone, for metrics that tell an age: without it those are not known. */
  today?: Day | undefined;
  /** label.json, for metrics that tell what the label expects: without it those are not known. */
  label?: Label | undefined;
  /** False: leave `others` empty (faster). Default true. */
  others?: boolean;
  /** Only what statements had told up to this day: how a month looked when it was as young as another is now. */
  reportedBy?: Day;
  /** Also amounts that are all of one currency come in the question's, where each has a rate: to be added to others. */
  convertAll?: boolean;
}

/** Asks one warehouse, so that questions can be made of questions. */
export type Ask = (question: Question, options?: AskOptions) => Result;

/** What a computed metric asks with. */
export interface At {
  /** The compiler; what is asked is told as what the number stands on. */
  ask: Ask;
  warehouse: Db;
  ops: Db | null;
  today: Day | null;
  label: Label | null;
}

/**
 * What a computed metric found. What is absent follows from the questions it asked: kind, period, how far the data reach,
 * whether they are partial, tables and queries. Their notes are not taken over: what matters of them is for it to say.
 */
export interface Computed
  extends Pick<Result, 'total'>,
    Partial<
      Pick<
        Result,
        'kind' | 'period' | 'begins' | 'newest' | 'completeTo' | 'reported' | 'partial' | 'notes' | 'tables'
      >
    > {
  /** Where it was asked by a dimension or grain, in any order. */
  rows?: Row[];
  /** Queries of readers, as text; those of questions are told by themselves. */
  sql?: readonly string[];
  /** Tables readers read, where they are of another kind than the number; absent: `tables`, of its kind. */
  behind?: Result['behind'];
  /** Questions that ask for what readers read: `explain` finds the files behind them. */
  under?: readonly Question[];
  /** Stands for CURRENCY in the unit; absent: as the first question in money tells. */
  currency?: string;
}

/** Pure but for what it asks. The question has no limit and only dimensions and grains the metric offers. */
export type Compute = (question: Question, at: At) => Computed;

export type Comparison = 'previous_period' | 'previous_year';

export interface Change {
  /** Difference in the unit of the value. */
  absolute: Value;
  /** Fraction; null when the comparison is 0 or not known. */
  relative: number | null;
}

export interface Compared {
  /** "the 28 days before", "the same days of the month before". */
  against: string;
  period: { from: Day; to: Day };
  /** The question's own period, cut to the days compared (all of them, when all have data). */
  now: Result;
  before: Result;
  change: Change;
  notes: string[];
}
