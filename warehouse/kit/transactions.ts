/**
 * What lines of banks and cards stand for without label.json. Ordered: the first that fits counts. Words are compared
 * whole and without case, whatever stands between them: "GOOGLE *ADS" is "google ads", and "ad" is not in "ADOBE".
 */
export interface BuiltInRule {
  category: string;
  kind: TransactionKind;
  /** Its kind where money comes in: a distributor's charge is an expense, its deposit a payout. */
  incoming?: TransactionKind;
  words: readonly string[];
}

/** As `transaction_names.kind`. */
export type TransactionKind = 'income' | 'expense' | 'payout' | 'transfer';

export const BUILT_IN: readonly BuiltInRule[] = [
  {
    category: 'advertising',
    kind: 'expense',
    // A number follows some names without a blank: "GOOGLE *ADS8812345678". '#' stands for it.
    words: [
      'facebk',
      'facebook',
      'meta',
      'tiktok ads',
      'google ads#',
      'submithub',
      'spotify ads',
      'snapchat ads',
      'playlist push',
      'groover',
    ],
  },
  {
    category: 'distribution',
    kind: 'expense',
    incoming: 'payout',
    words: [
      'distrokid',
      'distro kid',
      'too lost',
      'toolost',
      'bandcamp',
      'soundcloud',
      'tunecore',
      'cd baby',
      'cdbaby',
    ],
  },
  {
    category: 'publishing',
    kind: 'expense',
    incoming: 'income',
    words: ['ascap', 'bmi', 'sesac', 'songtrust', 'soundexchange', 'the mlc'],
  },
  {
    category: 'software',
    kind: 'expense',
    words: [
      'adobe',
      'ableton',
      'splice',
      'openai',
      'chatgpt',
      'anthropic',
      'cursor',
      'github',
      'canva',
      'dropbox',
      'figma',
      'notion',
      'mailchimp',
      'linktree',
      'squarespace',
      'godaddy',
      'izotope',
      'native instruments',
      'plugin alliance',
      'landr',
      'google workspace',
      'google gsuite',
    ],
  },
  {
    category: 'equipment',
    kind: 'expense',
    words: [
      'sweetwater',
      'guitar center',
      'reverb com',
      'thomann',
      'b h photo',
      'musician s friend',
      'micro center',
    ],
  },
  {
    category: 'merchandise',
    kind: 'expense',
    words: ['printful', 'printify', 'sticker mule', 'custom ink'],
  },
  { category: 'meals', kind: 'expense', words: ['uber eats', 'doordash', 'grubhub'] },
  {
    category: 'travel',
    kind: 'expense',
    words: [
      'uber',
      'lyft',
      'airbnb',
      'amtrak',
      'delta air',
      'united airlines',
      'american airlines',
      'southwest airlines',
      'marriott',
      'hilton',
      'hertz',
    ],
  },
  { category: 'live', kind: 'expense', incoming: 'income', words: ['eventbrite', 'ticketmaster', 'dice fm'] },
  {
    category: 'fees',
    kind: 'expense',
    words: [
      'interest charge',
      'foreign transaction fee',
      'annual membership fee',
      'past due fee',
      'cash advance fee',
    ],
  },
  { category: 'interest', kind: 'income', words: ['interest paid', 'monthly interest'] },
  { category: 'rewards', kind: 'income', words: ['cash back', 'cashback'] },
  {
    category: 'transfer',
    kind: 'transfer',
    incoming: 'payout',
    words: ['paypal transfer', 'transfer from paypal', 'transfer to paypal', 'paypal des transfer'],
  },
  {
    category: 'transfer',
    kind: 'transfer',
    words: [
      // Whole phrases: "T-MOBILE PAYMENT" and "TRANSFER TO VENUE LLC" are spending.
      'payment thank you',
      'capital one autopay',
      'capital one mobile',
      'capital one online',
      'crcardpmt',
      'credit card payment',
      'online transfer',
      'internal transfer',
      'account transfer',
      'deposit from 360',
      'withdrawal to 360',
      'from savings',
      'to savings',
      'from checking',
      'to checking',
    ],
  },
];

/**
 * The bank's own word -> our category; null: it says nothing. Any other word is a category as it is. "Merchandise" is
 * the bank's word for whatever a shop sold, which is not the label's merchandise.
 */
export const BANK_WORDS: Readonly<Record<string, string | null>> = {
  '': null,
  credit: null,
  debit: null,
  other: null,
  'other services': null,
  payment: null,
  'payment/credit': null,
  merchandise: 'purchases',
  airfare: 'travel',
  lodging: 'travel',
  'car rental': 'travel',
  'other travel': 'travel',
  'gas/automotive': 'travel',
  dining: 'meals',
  fee: 'fees',
  'fee/interest charge': 'fees',
  'interest charge': 'fees',
};

/** The bank's words for what is paid towards a card, and words of such lines: together they make a transfer. */
export const PAYMENT_WORDS: ReadonlySet<string> = new Set(['payment', 'payment/credit']);
export const PAYMENT_LINE = ['payment', 'pymt', 'pmt', 'autopay'];
