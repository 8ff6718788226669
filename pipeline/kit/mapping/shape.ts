import type { FactTable } from '../../../warehouse/kit/facts.ts';
import type { Kind } from '../platform.ts';

/** What a field's cells must be. */
export type FieldKind =
  | 'day'
  | 'month'
  | 'day-or-month'
  | 'money'
  | 'count'
  | 'rate'
  | 'isrc'
  | 'upc'
  | 'country'
  | 'currency'
  | 'platform'
  | 'account-number'
  | 'text';

/** One thing a shape can know of a row: from a column, or the same for all rows. */
export interface Field {
  label: string;
  is: FieldKind;
  /** Fact columns and dimension parts it fills. */
  to: readonly string[];
  /** Header names it goes by, folded. Without any it is only said for all rows. */
  words: readonly string[];
  /** Without it the table says nothing: from a column, or said for all rows. */
  needed?: boolean;
  /** Part of what makes a row one of its kind. */
  key?: boolean;
  /** The field whose column tells it too, where it has none of its own. */
  elseFrom?: string;
  /** What it is where nothing tells it. */
  absent?: string;
}

/** A shape a table can be taken as. */
export interface Target {
  name: string;
  label: string;
  table: FactTable;
  kind: Kind;
  /** The field that dates a row. */
  dated: string;
  fields: Readonly<Record<string, Field>>;
  /** One of these at least. */
  oneOf: readonly string[];
  /** Fields that tell apart rows with one key, where such rows are real. */
  occurrenceBy?: readonly string[];
  /** The field whose sum is told. */
  money?: string;
}
