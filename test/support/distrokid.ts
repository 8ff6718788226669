import { environment } from '../../core/config.ts';
import { addDays } from '../../core/days.ts';
import { type BankRow, bankFile, bankStyle, statsPage } from '../../sandbox/label/formats/distrokid.ts';
import { type DistrokidSite, startDistrokidSite } from '../../sandbox/sites/distrokid.ts';

/** What a test looks for in everything that was written; no other number of a test looks like it. */
export const CODE = '739146';
export const EMAIL = 'owner@label.test';
export const PASSWORD = 'correct-horse-9417';

export const SETTINGS = {
  BEDROT_VAULT_KEY: Buffer.alloc(32, 5).toString('base64'),
  DISTROKID_EMAIL: EMAIL,
  DISTROKID_PASSWORD: PASSWORD,
  // A developer's own choice of browser holds in tests too.
  ...(process.env.BROWSER_PATH ? { BROWSER_PATH: process.env.BROWSER_PATH } : {}),
};
export const settings = (more: Record<string, string> = {}) => environment.parse({ ...SETTINGS, ...more });

const ROW: BankRow = {
  dateInserted: '2026-09-25',
  reportingDate: '2026-09-24',
  saleMonth: '2026-07',
  store: 'Spotify',
  artist: 'PIG1987',
  title: 'NEON ABATTOIR',
  isrc: 'QZTST2600001',
  upc: '0198012345671',
  quantity: '100',
  teamPercentage: '100',
  type: 'Song',
  country: 'US',
  withheld: '0',
  earnings: '0.250000000000',
  recoup: '',
};

/** Ten days of streams on either page, and two lines that pay 0.75. */
export function startSite(more: { port?: number; onCode?(code: string): void } = {}): Promise<DistrokidSite> {
  const points = Array.from({ length: 10 }, (_, index) => ({
    day: addDays('2026-11-10', index),
    count: 100 + index,
  }));
  return startDistrokidSite({
    email: EMAIL,
    password: PASSWORD,
    code: CODE,
    pages: {
      streams: statsPage({ data: 'streams', points }),
      applemusic: statsPage({ data: 'applemusic', points }),
      bank: {
        name: 'bank_details.csv',
        bytes: bankFile([ROW, { ...ROW, country: 'DE', earnings: '0.5' }], bankStyle(2)),
      },
    },
    ...more,
  });
}
