type Cells = Record<string, string>;

const NAME = /^(.+?)[-_ ]+linktree\b/i;

/**
 * The account as the file name has it: "zone.a0-linktree.json" -> "zone.a0". '' where it tells none: one account serves
 * the label.
 */
export const accountOfName = (fileName: string): string =>
  NAME.exec(fileName)?.[1]?.normalize('NFKC').toLowerCase().replace(/^@/, '').replace(/\s+/g, ' ').trim() ??
  '';

/** One day: a time of day is cut off, a rate in percent becomes a fraction, and a day without views has a rate of 0. */
export function cleanDay(cells: Cells, account: string): Cells | { refuse: string } {
  const { date = '', total_views: views = '', total_clicks: clicks = '', click_rate: rate = '' } = cells;
  const row = { ...cells, account, artist: account, date: date.trim().replace(/T00:00:00(\.0+)?Z?$/, '') };
  if (rate.trim() === '') return { ...row, click_rate: views.trim() === '0' ? '0' : '' };
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(rate.trim())?.[1];
  if (percent !== undefined) return { ...row, click_rate: moveTwo(percent) };
  // There may be more clicks than views; where there are not, a fraction is no more than 1.
  if (Number(rate) > 1 && Number(clicks) <= Number(views))
    return {
      refuse: `has the click rate ${rate} for ${clicks} clicks of ${views} views: it should be a fraction, like 0.34, or end with %`,
    };
  return row;
}

/** "34.17" -> "0.3417", in text: no digit is lost. */
function moveTwo(percent: string): string {
  const [whole = '', decimals = ''] = percent.split('.');
  const digits = whole.padStart(3, '0') + decimals;
  const point = digits.length - decimals.length - 2;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
