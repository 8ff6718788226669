import { BedrotError } from '../../core/errors.ts';
import type { Theme } from '../../core/label.ts';
import type { Log } from '../../core/log.ts';
import type { Answer } from '../kit/answer.ts';
import { altText } from './alt.ts';
import { renderBoard } from './board.ts';
import { chartConfig } from './chart-config.ts';
import { mainChart } from './main-chart.ts';
import { drawLocally, RATIO } from './png-local.ts';
import { drawByQuickChart, isPublic } from './quickchart.ts';

export interface PngOptions {
  theme: Theme;
  renderer: 'local' | 'quickchart';
  /** Host of the QuickChart server, with its port. */
  quickchartHost: string;
  log: Log;
  /** How long a QuickChart server may take; 8000 by default. */
  timeoutMs?: number;
}

export interface Picture {
  png: Buffer;
  /** What the picture shows in words, at most 1024 characters. */
  alt: string;
  /** Who drew it in the end. */
  renderer: 'local' | 'quickchart';
  /** Why it is not the renderer that was asked for. */
  note?: string;
}

/**
 * The picture of an answer: its chart, or a board of its figures where it has none. 1800 pixels wide. One at a time per
 * process, so that a burst of questions costs time and not memory.
 * @throws BedrotError `bad_question`: the answer has neither chart nor figures.
 */
export function renderPng(answer: Answer, options: PngOptions): Promise<Picture> {
  const picture = queue.then(() => render(answer, options));
  queue = picture.catch(() => undefined);
  return picture;
}

let queue: Promise<unknown> = Promise.resolve();

async function render(answer: Answer, options: PngOptions): Promise<Picture> {
  const { theme, renderer, quickchartHost: host, log } = options;
  const chart = mainChart(answer);
  const alt = altText(answer);
  if (!chart || chart.kind === 'board') {
    if (answer.figures.length === 0)
      throw new BedrotError('bad_question', `"${answer.title}" has nothing that can be drawn.`);
    const note = renderer === 'quickchart' ? { note: 'Drawn here: a board is not a chart.' } : {};
    return { png: await renderBoard(answer, theme), alt, renderer: 'local', ...note };
  }
  const config = chartConfig(chart, theme, { demo: answer.demo });
  const local = async () => ({
    png: await drawLocally(config, theme.background),
    alt,
    renderer: 'local' as const,
  });
  if (renderer === 'local') return local();
  if (answer.audience === 'money' && isPublic(host)) {
    const note = `Drawn here: charts with money are not sent to the public server ${host}.`;
    return { ...(await local()), note };
  }
  try {
    const { timeoutMs } = options;
    const png = await drawByQuickChart(config, {
      host,
      background: theme.background,
      ratio: RATIO,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    return { png, alt, renderer: 'quickchart' };
  } catch (error) {
    const reason = (error as Error).message;
    log.warn('chart_fallback', { host, reason });
    return { ...(await local()), note: `Drawn here: the chart server ${host} failed (${reason}).` };
  }
}
