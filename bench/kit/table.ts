/** One line of the table: what was measured, and where there is one the target and whether it holds. */
export interface Line {
  what: string;
  measured: string;
  target?: string;
  holds?: boolean;
}

/** A measured number against its upper bound. NaN never holds. */
export const atMost = (what: string, value: number, bound: number, say: (value: number) => string): Line => ({
  what,
  measured: say(value),
  target: `<= ${say(bound)}`,
  holds: value <= bound,
});

export const ratio = (value: number): string => value.toFixed(2);
export const mebibytes = (value: number): string => `${value.toFixed(0)} MiB`;
export const seconds = (value: number): string => `${value.toFixed(1)} s`;
export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** The lines as a table with aligned columns. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [
    ['what', 'measured', 'target', ''],
    ...lines.map(({ what, measured, target, holds }) => [
      what,
      measured,
      target ?? '',
      holds === undefined ? '' : holds ? 'ok' : 'MISS',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
