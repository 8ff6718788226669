/** One readable thing inside a brought file: the file itself, or an entry of a zip. */
export interface Document {
  /** Name of the brought file as the owner had it (the zip's, when this is an entry). */
  originalName: string;
  /** Path inside the zip, or null. */
  entry: string | null;
  /** Told by content, never by the ending. */
  format: 'delimited' | 'html' | 'json' | 'other';
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Size in bytes, unpacked. */
  size: number;
  /** The first 256 KiB as text, BOM cut. */
  head: string;
  /** For delimited text: what the header line says, cells trimmed, BOM cut; else null. */
  header: readonly string[] | null;
  delimiter: '\t' | ',' | ';' | null;
  /** The whole as UTF-8 bytes without BOM, in chunks; each call starts anew. */
  bytes(): AsyncIterable<Buffer>;
  /** The whole as text. @throws FileRefused above 32 MiB. */
  text(): Promise<string>;
}

/** What a brought file holds. */
export interface Brought {
  /** Of the file's own bytes. */
  sha256: string;
  bytes: number;
  documents: readonly Document[];
}
