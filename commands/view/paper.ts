import type { Theme } from '../../core/label.ts';

/** The least contrast of what is drawn on paper; of graphics WCAG 2.2 asks 3 to 1. */
const CONTRAST = 3;

/** A label's colours on white paper: its curves and bars as they are, darkened where white would swallow them. */
export const paperTheme = ({ series }: Pick<Theme, 'series'>): Theme => ({
  background: '#ffffff',
  card: '#f5f6f8',
  border: '#d5d9e0',
  text: '#14171c',
  muted: '#545c69',
  good: '#0f7a3d',
  bad: '#b3261e',
  warn: '#8a5300',
  series: series.map(darkened),
});

function darkened(colour: string): string {
  let parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  while (1.05 / (luminance(parts) + 0.05) < CONTRAST) parts = parts.map((part) => Math.floor(part * 0.93));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance of WCAG 2.2, 0 (black) to 1 (white). */
function luminance(parts: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
