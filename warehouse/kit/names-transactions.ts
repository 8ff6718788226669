import { BedrotError } from '../../core/errors.ts';
import type { Label } from '../../core/label.ts';
import { type TableChange, tableChange, type Value } from './names-table.ts';
import type { Db } from './open.ts';
import { BANK_WORDS, BUILT_IN, PAYMENT_LINE, PAYMENT_WORDS, type TransactionKind } from './transactions.ts';

/** What a line of a bank or card stands for. */
export interface SettledTransaction {
  category: string;
  /** For a name whose lines go both ways; the view `ledger` makes an expense of a payout that goes out. */
  kind: TransactionKind;
  /** False: nothing tells it. The line counts as `uncategorised`. */
  known: boolean;
}

/** "GOOGLE *ADS" -> "google ads": words without case, one blank between them. */
const wordsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** Whether the words stand in the text one after the other, none of them cut. '#' at the end: a number may follow directly. */
function says(text: string, words: string): boolean {
  if (!words.endsWith('#')) return ` ${text} `.includes(` ${words} `);
  const from = ` ${text}`.indexOf(` ${words.slice(0, -1)}`);
  return from >= 0 && /^\d*( |$)/.test(text.slice(from + words.length - 1));
}

/**
 * Settles lines by rules, the first that fits: label.json's `categories` in their order, the built-in ones, the bank's
 * own word. A rule of label.json without a kind takes that of the built-in rule for the line, else it is an expense.
 * @throws BedrotError `config_invalid`: a rule without a word.
 */
export function createTransactionRules(
  label: Pick<Label, 'categories'>,
): (description: string, bankCategory: string) => SettledTransaction {
  const own = label.categories.map((rule) => {
    const words = wordsOf(rule.match);
    if (words === '')
      throw new BedrotError(
        'config_invalid',
        `label.json: the category "${rule.category}" has a rule without a word: "${rule.match}".`,
      );
    return { ...rule, words };
  });

  return (description, bankCategory) => {
    const text = wordsOf(description);
    const bank = bankCategory.trim().toLowerCase();
    const builtIn = builtInFor(text, bank);
    const rule = own.find(({ words }) => says(text, words));
    if (rule) return { category: rule.category, kind: rule.kind ?? builtIn?.kind ?? 'expense', known: true };
    if (builtIn) return { ...builtIn, known: true };
    const word = Object.hasOwn(BANK_WORDS, bank) ? (BANK_WORDS[bank] as string | null) : bank;
    if (word !== null) return { category: word, kind: 'expense', known: true };
    // What came into an account and nobody knows is no refund.
    return { category: 'uncategorised', kind: bank === 'credit' ? 'income' : 'expense', known: false };
  };
}

/** A bank account says of each line which way its money went, a list without any word leaves it to the sign; a card's lines are charges and refunds. */
function builtInFor(text: string, bank: string): { category: string; kind: TransactionKind } | null {
  const rule = BUILT_IN.find(({ words }) => words.some((each) => says(text, each)));
  if (rule) {
    const mayComeIn = bank === 'credit' || bank === '';
    return { category: rule.category, kind: (mayComeIn ? rule.incoming : undefined) ?? rule.kind };
  }
  const isPayment = PAYMENT_WORDS.has(bank) && PAYMENT_LINE.some((word) => says(text, word));
  return isPayment ? { category: 'transfer', kind: 'transfer' } : null;
}

/** `transaction_names` as the rules of today settle them: what changed is written, facts are not touched. */
export function resolveTransactions(db: Db, label: Label): TableChange {
  const settle = createTransactionRules(label);
  const names = db.prepare<[], { id: number; description: string; bank: string }>(
    'SELECT id, description, bank_category AS bank FROM transaction_names',
  );
  const rows = names.all().map(({ id, description, bank }): Value[] => {
    const { category, kind, known } = settle(description, bank);
    return [id, description, bank, category, kind, known ? 1 : 0];
  });
  const columns = ['id', 'description', 'bank_category', 'category', 'kind', 'known'];
  return tableChange(db, 'transaction_names', columns, 1, rows);
}
