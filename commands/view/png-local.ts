import { createRequire } from 'node:module';
import { HEIGHT, type PlainConfig, WIDTH } from './chart-frame.ts';
import { loadCanvas } from './fonts.ts';

/** Pixels per layout pixel: 1200 x 800 becomes a picture of 1800 x 1200, sharp in a chat and small to send. */
export const RATIO = 1.5;

/** Draws a configuration with Chart.js on this machine. @returns PNG, 1800 x 1200. */
export async function drawLocally(config: PlainConfig, background: string): Promise<Buffer> {
  const { createCanvas } = loadCanvas();
  const canvas = createCanvas(WIDTH, HEIGHT);
  const Chart = loadChart();
  // Chart.js writes into what it is given: it gets a copy of its own.
  const own = structuredClone(config);
  const chart = new Chart(
    canvas as never,
    {
      ...own,
      options: { ...own.options, devicePixelRatio: RATIO },
      plugins: [
        {
          id: 'background',
          beforeDraw: ({ ctx }: { ctx: CanvasRenderingContext2D }) => {
            ctx.fillStyle = background;
            ctx.fillRect(0, 0, WIDTH, HEIGHT);
          },
        },
      ],
    } as never,
  );
  try {
    return await canvas.encode('png');
  } finally {
    chart.destroy();
  }
}

// CommonJS, like every plugin that may ever be added: two copies of Chart.js do not know each other's elements.
function loadChart(): typeof import('chart.js').Chart {
  const { Chart, registerables } = createRequire(import.meta.url)('chart.js') as typeof import('chart.js');
  Chart.register(...registerables);
  return Chart;
}
