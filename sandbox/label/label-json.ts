/** Ids of the artists' pages. */
export const SPOTIFY_IDS: Readonly<Record<string, string>> = {
  'ZONE A0': '62owJQCD2XzVB2o19CVsFM',
  PIG1987: '1Eu67EqPy2NutiM0lqCarw',
  DEEPCURSE: '4dEEpCuRsE0TheCryptM0z',
};
export const APPLE_IDS: Readonly<Record<string, string>> = {
  'ZONE A0': '1700256678',
  PIG1987: '1700256681',
  DEEPCURSE: '1700256699',
};

const pages = (artist: string): Record<string, string[]> => ({
  spotify: [SPOTIFY_IDS[artist] as string],
  applemusic: [APPLE_IDS[artist] as string],
});

/** label.json of the generated label: `demo` makes every answer and picture say so. */
export const demoLabel = (): unknown => ({
  name: 'BEDROT PRODUCTIONS',
  demo: true,
  timeZone: 'America/New_York',
  currency: 'USD',
  artists: [
    {
      name: 'ZONE A0',
      aliases: ['ZONE_A0', 'zone.a0', 'zonea0'],
      accounts: { tiktok: ['zone.a0'], instagram: ['zone.a0'], youtube: ['ZONE A0'], ...pages('ZONE A0') },
    },
    {
      name: 'PIG1987',
      aliases: ['PIG 1987'],
      accounts: { tiktok: ['pig1987'], instagram: ['pig1987'], youtube: ['PIG1987'], ...pages('PIG1987') },
    },
    { name: 'DEEPCURSE', accounts: pages('DEEPCURSE') },
    { name: 'Sxnctuary', role: 'collaborator' },
  ],
  collaborations: [{ name: 'ZONE A0 X SXNCTUARY', artists: ['ZONE A0', 'Sxnctuary'] }],
  platforms: { distrokid: { via: 'file' }, spotify: { via: 'file' }, tiktok: { via: 'file' } },
  categories: [
    // The label's own income file tells these in detail: counted there, not as what the bank says.
    { match: 'Deposit from BMI', category: 'publishing', kind: 'payout' },
    { match: 'Deposit from SONGTRUST', category: 'publishing', kind: 'payout' },
    { match: 'Deposit from VENUE LLC', category: 'live', kind: 'payout' },
  ],
  campaigns: [{ match: 'IWARY', track: 'I WILL ALWAYS REMEMBER YOU' }],
  targets: [
    { metric: 'streams', value: 10_000_000, per: 'year', label: '10M streams a year' },
    { metric: 'revenue', value: '5000.00', per: 'month', label: '5,000 USD a month' },
    { metric: 'profit_margin', value: 0.25, per: 'month', label: '25 % margin' },
    { metric: 'followers', value: 100_000, per: 'total', label: '100,000 followers' },
    {
      metric: 'streams',
      value: 100_000_000,
      per: 'year',
      by: '2030-12-31',
      label: '100M streams a year by 2030',
    },
  ],
  budgets: [{ category: 'advertising', amount: '150000.00', per: 'year' }],
});
