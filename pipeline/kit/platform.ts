import type { Day } from '../../core/days.ts';
import type { FactTable } from '../../warehouse/kit/facts.ts';
import type { Mapping } from '../../warehouse/ops/mappings.ts';
import type { Cells } from './cells.ts';
import type { Collector } from './collector.ts';
import type { Document } from './read/document.ts';
import type { HeaderPlace } from './read/preamble.ts';
import type { ColumnType } from './types.ts';

/** The three kinds of number, which are never added to each other. */
export type Kind = 'reported' | 'trend' | 'observed';

/** One column of a feed, as data: where it comes from and what it must be. */
export interface Column {
  type: ColumnType;
  /** Header names it goes by, any generation; compared without case, blanks at the ends and BOM. */
  headers: readonly string[];
  /** A file without it is quarantined. */
  required: boolean;
  /** A row without a value in it is refused (check `required`). Only for required columns; default: true for key columns. */
  filled?: boolean;
}

/** A row on its way through a small feed's `clean`: cells by output column name, as text. */
export interface CleanRow {
  line: number;
  /** 0 for the first data row of the file. */
  index: number;
  cells: Record<string, string>;
}

export interface FileFacts {
  originalName: string;
  account: string;
  /** UTC day the file came: what a page without dates tells is dated so. */
  landedDay: Day;
  /** Data rows of the file. */
  rows: number;
}

export interface Feed {
  /** `<platform>_<metric>`: names the raw, staging and curated files. */
  name: string;
  /** Raise it when the same bytes would become other rows. */
  version: number;
  /**
   * The version in which its columns, and with them those of its curated files, last changed: these are then named
   * `_v2_`, and the older ones stay as they were. Absent: never.
   */
  curated?: number;
  /** Folder and name part in landing: lowercase letters, digits and dashes. */
  type: string;
  /** As answers print the source: "DistroKid bank details". */
  label: string;
  kind: Kind;
  /**
   * Cadence and lag of the SOURCE, and the age in days of the newest data date that warns and alarms. Null: it has no
   * rhythm (a catalog, a table of rates) and is never late.
   */
  freshness: {
    cadence: 'day' | 'week' | 'month';
    lagDays: number;
    warnDays: number;
    criticalDays: number;
  } | null;
  /** How the owner gets the export by hand. `page` is '' for what the label writes itself. */
  howToGet: { page: string; steps: readonly string[]; file: string };

  /**
   * Is this document mine? By content; a name may only add (an account, a year). Null: not mine.
   * @returns the account the numbers belong to ('' where the platform has one for the label): letters, digits, dots, dashes.
   * @throws FileRefused when it is this feed's but cannot be read as it came (no artist in its name, another language).
   */
  detect(document: Document): { account: string } | null;
  /** For a table that does not begin on the first line: where its header stands (`findHeader`). */
  header?(document: Document): HeaderPlace | null;
  /** Bytes to cells. @throws FileRefused with a plain reason. */
  read(document: Document): AsyncIterable<Cells> | Iterable<Cells>;
  /** Of a zip it reads: why an entry that no feed takes is left out on purpose, to follow "X is not read: ". Null: not so. */
  leaves?(document: Document): string | null;
  /** What the owner should know of a file that was read ("it may not be all"), from how many rows it has. */
  note?(rows: number): string | null;

  /** Output column -> how it is found and read. Order = order in staging. */
  columns: Readonly<Record<string, Column>>;
  /** Header names that are known and read by nobody on purpose; any other unknown one is told. */
  ignores?: readonly string[];
  /**
   * Header names (in JSON: property names) that tell of a person: buyers, subscribers. Their cells reach no zone and no
   * database; the landed file is kept with them empty. `*` at the end stands for any rest: 'buyer *'.
   */
  drops?: readonly string[];
  /** Natural key: output columns. Newest per key wins. */
  key: readonly string[];
  /**
   * Rows alike in `key` inside one file are real: they are sorted by these columns and numbered. Without it, two rows
   * of one file with one key and unlike values are refused (check `duplicate`).
   */
  occurrenceBy?: readonly string[];
  /**
   * For statements, which are issued again as a whole: the key column that tells which statement a row is of, and those
   * that tell which part of it. A later file that tells nearly all of a part withdraws what it leaves out. Key columns are
   * texts. Absent: a file says nothing about what it does not tell (rolling windows).
   */
  reissue?: { statement: string; covers: readonly string[] };
  /** Output column that gives the curated year and the newest data date: a day or a month. */
  dated: string;
  /** Output column (a day) that tells how fresh the source is, where that is not `dated`: a statement's reporting date. */
  freshBy?: string;
  /**
   * For small feeds (< 100,000 rows) where a type cannot say it: changes cells, or says why the row is refused, or that
   * it is none that counts (`leaveOut`, in the plural: "payouts, which the sales tell already").
   */
  clean?(row: CleanRow, file: FileFacts): Record<string, string> | { refuse: string } | { leaveOut: string };
  /** Named checks over typed values, run once per distinct value. Ranges of dates are checked for every feed. */
  checks?: readonly {
    name: string;
    column: string;
    /** Null: fine. Otherwise the reason. */
    refuse(value: string | number): string | null;
  }[];

  /**
   * Its files are copies that somebody's program made of exports which other feeds read: they are loaded before all
   * others, so that an export wins wherever it tells the same.
   */
  copies?: true;

  /** Where the rows go: fact column -> output column, or a constant. */
  load: {
    table: FactTable;
    /** Fact column or dimension part -> `{ column }` of the feed, or `{ value }` for all rows. */
    from: Readonly<Record<string, { column: string } | { value: string | number }>>;
    /**
     * Output column (money) whose sum is told of each file, if the feed has one; its currency, or the column (text) that
     * tells it row by row. A file of several currencies has no total.
     */
    money?: { column: string; currency: string | { column: string } };
  };
  /** What the owner said of a table no feed knows, which this feed is made of: kept in raw, so that raw alone can make it again. */
  mapping?: Mapping;
}

export interface Platform {
  /** = its folder. */
  name: string;
  label: string;
  feeds: readonly Feed[];
  /** Ways in, official first. */
  waysIn: readonly ('api' | 'file' | 'browser')[];
  /** The way in by a browser. */
  collector?: Collector;
}

/** Gives a definition its type. A test runs every feed over its `fixture/`. */
export const definePlatform = (platform: Platform): Platform => platform;

/** A whole file that is not taken in: it goes to quarantine with this plain reason, and the other files go on. */
export class FileRefused extends Error {
  override readonly name: string = 'FileRefused';
}

/** A file of people's addresses. Nothing of it is kept, not even in quarantine: only its name, hash and the reason. */
export class PersonalDataRefused extends FileRefused {
  override readonly name = 'PersonalDataRefused';
}
