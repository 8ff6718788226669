import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** What a word may do to the screen. */
export interface Terminal {
  /** Standard output: answers, and nothing else. */
  out(text: string): void;
  /** Standard error: progress, warnings, where a file was written. */
  err(text: string): void;
  /** Colour is for a terminal that can, and for nobody who set NO_COLOR. */
  colour: boolean;
  /** A person watches standard error: a progress display makes sense. */
  watched: boolean;
  /** A person can be asked. */
  interactive: boolean;
  columns: number;
  /** Puts a half-drawn progress line away. */
  tidy(): void;
  /** What `tidy` is to do. */
  onTidy(act: () => void): void;
  paint(style: Style, text: string): string;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const colour = stdout.isTTY === true && stdout.hasColors();
  let tidy = (): void => {};
  return {
    out: (text) => {
      stdout.write(text);
    },
    err: (text) => {
      stderr.write(text);
    },
    colour,
    watched: stderr.isTTY === true,
    interactive: stdin.isTTY === true && stdout.isTTY === true,
    columns: stdout.columns || stderr.columns || 100,
    tidy: () => tidy(),
    onTidy: (act) => {
      tidy = act;
    },
    paint: (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text),
  };
}
