import { describe, expect, it } from 'vitest';
import type { Label } from '../core/label.ts';
import { assertMayAsk, standingOf } from './access.ts';

const [OWNER, ANALYST, GUEST] = ['1', '2', '3'];
const [MONEY, NUMBERS, OTHER] = ['10', '11', '12'];
const label: Pick<Label, 'people' | 'channels'> = {
  people: [
    { discord: ANALYST as string, role: 'analyst' },
    // The settings decide who the owner is.
    { discord: OWNER as string, role: 'viewer' },
  ],
  channels: [
    { id: MONEY as string, audience: 'money', alerts: false },
    { id: NUMBERS as string, audience: 'numbers', alerts: false },
  ],
};
const at = (user = '', channel = '', direct = false) =>
  standingOf({ user, channel, direct }, label, { DISCORD_OWNER_ID: OWNER });

describe('what somebody may see', () => {
  it('needs both the right and the place, and is then for nobody else to see', () => {
    expect(at(OWNER, MONEY)).toEqual({ own: 'owner', role: 'owner', ephemeral: true });
    expect(at(ANALYST, MONEY)).toEqual({ own: 'analyst', role: 'analyst', ephemeral: true });
    expect(at(GUEST, MONEY)).toEqual({ own: 'viewer', role: 'viewer', ephemeral: false });
    expect(at(OWNER, NUMBERS)).toEqual({ own: 'owner', role: 'viewer', ephemeral: false });
    // A channel nobody named, a thread.
    expect(at(OWNER, OTHER)).toEqual({ own: 'owner', role: 'viewer', ephemeral: false });
  });

  it('is all of it in direct messages, which nobody else reads', () => {
    expect(at(OWNER, OTHER, true)).toEqual({ own: 'owner', role: 'owner', ephemeral: false });
    expect(at(GUEST, OTHER, true)).toEqual({ own: 'viewer', role: 'viewer', ephemeral: false });
  });

  it('without an owner in the settings nobody is the owner', () => {
    const asker = { user: '', channel: '', direct: true };
    expect(standingOf(asker, label, {}).role).toBe('viewer');
    expect(standingOf(asker, label, { DISCORD_OWNER_ID: undefined }).role).toBe('viewer');
  });
});

it('money is refused with what can be done', () => {
  const revenue = { name: 'revenue', access: 'money' as const };
  expect(() => assertMayAsk(revenue, at(OWNER, MONEY), label)).not.toThrow();
  expect(() => assertMayAsk(revenue, at(GUEST, MONEY), label)).toThrow('Ask the owner of the label.');
  expect(() => assertMayAsk(revenue, at(OWNER, NUMBERS), label)).toThrow(
    'Ask in #10 or in a direct message.',
  );
  expect(() => assertMayAsk({ name: 'top', access: 'numbers' }, at(GUEST, NUMBERS), label)).not.toThrow();
});
