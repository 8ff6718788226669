import { describe, expect, it } from 'vitest';
import { FLAG } from '../wire.ts';
import { breachesOf } from './rules.ts';

const SEND = '/channels/{channel_id}/messages';
const CALLBACK = '/interactions/{interaction_id}/{interaction_token}/callback';
const COMMANDS = '/applications/{application_id}/commands';

const told = (method: string, path: string, body: unknown, before?: number): string =>
  breachesOf(method, path, body, before)
    .map(({ where, message }) => `${where}: ${message}`)
    .join('\n');
const sent = (body: unknown): string => told('POST', SEND, body);
const button = (id: string) => ({ type: 2, style: 1, label: 'x', custom_id: id });
const row = (...components: unknown[]) => ({ type: 1, components });
const text = (content: string) => ({ type: 10, content });
const command = (rest: object) => ({ name: 'kpi', description: 'Numbers', type: 1, ...rest });
const option = (name: string, rest: object = {}) => ({ type: 3, name, description: 'x', ...rest });

describe('what the document lets through', () => {
  const cases: [why: string, says: string, where: string][] = [
    ['2001 characters', sent({ content: 'x'.repeat(2001) }), '/content'],
    [
      'embeds of 6001 characters in all',
      sent({
        embeds: [
          { description: 'x'.repeat(4000) },
          { title: 'x', fields: [{ name: 'x'.repeat(1000), value: 'x'.repeat(1000) }] },
        ],
      }),
      '/embeds',
    ],
    [
      'six action rows',
      sent({ components: [1, 2, 3, 4, 5, 6].map((i) => row(button(`b${i}`))) }),
      '/components',
    ],
    [
      'a button without custom id',
      sent({ components: [row({ type: 2, style: 1, label: 'x' })] }),
      '/components',
    ],
    [
      'a link with one',
      sent({ components: [row({ ...button('a'), style: 5, url: 'https://a.b' })] }),
      '/components',
    ],
    [
      'a button without face',
      sent({ components: [row({ type: 2, style: 1, custom_id: 'a' })] }),
      '/components',
    ],
    ['a custom id twice', sent({ components: [row(button('a'), button('a'))] }), '/components'],
    [
      'content beside V2',
      sent({ content: 'x', flags: FLAG.componentsV2, components: [text('y')] }),
      '/content',
    ],
    [
      'a container without the flag',
      sent({ components: [{ type: 17, components: [text('y')] }] }),
      '/components/0',
    ],
    [
      'forty-one components in all',
      sent({ flags: FLAG.componentsV2, components: [{ type: 17, components: Array(40).fill(text('y')) }] }),
      '/components',
    ],
    [
      '4001 characters of V2 text',
      sent({ flags: FLAG.componentsV2, components: [text('x'.repeat(4000)), text('y')] }),
      '/components',
    ],
    ['an empty message', sent({ content: '' }), ''],
    ['an unknown field', sent({ content: 'x', ephemeral: true }), '/ephemeral'],
    [
      'six rows in a modal',
      told('POST', CALLBACK, {
        type: 9,
        data: {
          custom_id: 'a',
          title: 'b',
          components: [1, 2, 3, 4, 5, 6].map((i) => row({ type: 4, custom_id: `t${i}` })),
        },
      }),
      '/data/components',
    ],
    ['an empty reply', told('POST', CALLBACK, { type: 4, data: {} }), '/data'],
    ['an upper-case command', told('PUT', COMMANDS, [command({ name: 'KPI' })]), '/0/name'],
    ['a name with a space', told('PUT', COMMANDS, [command({ name: 'k p' })]), '/0/name'],
    [
      'required after optional',
      told('PUT', COMMANDS, [command({ options: [option('a'), option('b', { required: true })] })]),
      '/0/options/1',
    ],
    [
      'the same inside a subcommand',
      told('PUT', COMMANDS, [
        command({
          options: [option('s', { type: 1, options: [option('a'), option('b', { required: true })] })],
        }),
      ]),
      '/0/options/0/options/1',
    ],
    [
      '101 commands',
      told(
        'PUT',
        COMMANDS,
        Array.from({ length: 101 }, (_, i) => command({ name: `c${i}` })),
      ),
      '',
    ],
    ['a command twice', told('PUT', COMMANDS, [command({}), command({})]), '/1/name'],
    [
      'an option twice',
      told('PUT', COMMANDS, [command({ options: [option('a'), option('a')] })]),
      '/0/options/1',
    ],
    [
      // 3 + 7 of the command, 9 x (2 + 1) of subcommands, 81 x (3 + 97) of options: 8,137
      'more than 8,000 characters',
      told('PUT', COMMANDS, [
        command({
          options: Array.from({ length: 9 }, (_, i) =>
            option(`s${i}`, {
              type: 1,
              options: Array.from({ length: 9 }, (_, k) => option(`o-${k}`, { description: 'x'.repeat(97) })),
            }),
          ),
        }),
      ]),
      '/0',
    ],
  ];
  it.each(cases)('%s is refused', (_, says, where) => {
    expect(says.split(': ')[0]).toBe(where);
    expect(says).not.toBe('');
    expect(says.split('\n')).toHaveLength(1);
  });

  it('what Discord takes is taken', () => {
    expect(
      sent({ content: 'x'.repeat(2000), enforce_nonce: false, components: [row(button('a'), button('b'))] }),
    ).toBe('');
    expect(sent({ flags: FLAG.componentsV2, components: [{ type: 17, components: [text('y')] }] })).toBe('');
    expect(sent({ embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2000) }] })).toBe('');
    expect(
      told('PUT', COMMANDS, [command({ options: [option('a', { required: true }), option('b')] })]),
    ).toBe('');
  });

  it('an edit goes by the flags the message has', () => {
    const edit = { components: [{ type: 17, components: [text('y')] }] };
    const path = `${SEND}/{message_id}`;
    expect(told('PATCH', path, edit, 0)).toContain('needs the flag');
    expect(told('PATCH', path, edit, FLAG.componentsV2)).toBe('');
    expect(told('PATCH', path, { content: '' }, 0)).toBe('');
  });

  it('an update goes by the flags of its message, an answer beside it does not', () => {
    const callback = (type: number) =>
      told('POST', CALLBACK, { type, data: { content: 'x' } }, FLAG.componentsV2);
    expect(callback(7)).toContain('not beside Components V2');
    expect(callback(4)).toBe('');
  });
});
