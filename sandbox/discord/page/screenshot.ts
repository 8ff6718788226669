import type { Browser, Page } from 'playwright';

export interface PageShot {
  /** `LocalDiscord.url`. */
  url: string;
  /** Who looks; absent: the owner. */
  as?: string;
  /** Name of a channel, or 'dm'; absent: the first. */
  channel?: string;
  width: number;
  height: number;
  /** What is done on the page before the picture is taken. */
  before?: (page: Page) => Promise<void>;
}

const PICTURES_THERE = `Promise.all(
  [...document.querySelectorAll('.log img')].map((image) => {
    image.loading = 'eager';
    return image.decode();
  }),
)`;

/** A picture (PNG) of the page to chat on, at twice the size for sharp text. Waits until the pictures in it are there. */
export async function pageScreenshot(browser: Browser, shot: PageShot): Promise<Buffer> {
  const { url, as, channel = '', width, height } = shot;
  const context = await browser.newContext({
    ...{ viewport: { width, height }, deviceScaleFactor: 2, reducedMotion: 'reduce', colorScheme: 'dark' },
  });
  try {
    const page = await context.newPage();
    const query = as === undefined ? '' : `?${new URLSearchParams({ as })}`;
    await page.goto(`${url}/${query}${channel === '' ? '' : `#${encodeURIComponent(channel)}`}`);
    await page.locator('html[data-ready]').waitFor();
    await shot.before?.(page);
    await page.evaluate(PICTURES_THERE);
    return await page.screenshot();
  } finally {
    await context.close();
  }
}
