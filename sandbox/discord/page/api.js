/** @import { ExchangeView, MessageView, PageEvent, StateView } from './view.ts' */
/** @import { Choice } from '../wire.ts' */

/** Who acts: of `?as=` in the address, else the owner. Set once the state is known. */
let me = new URLSearchParams(location.search).get('as') ?? '';

/** @param {string} id */
export const actAs = (id) => {
  me = id;
};

/** @param {Response} response */
async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `The server answered ${response.status}.`);
  return body;
}

/** @param {string} path @param {Record<string, unknown>} body */
const post = async (path, body) =>
  answer(
    await fetch(`/chat/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: me, ...body }),
    }),
  );

/** @param {string} path @param {Record<string, string>} [query] */
const get = async (path, query = {}) =>
  answer(await fetch(`/chat/${path}?${new URLSearchParams({ as: me, ...query })}`));

/** @returns {Promise<StateView>} */
export const readState = () => get('state');
/** @param {string} channel @returns {Promise<MessageView[]>} */
export const readMessages = (channel) => get('messages', { channel });
/** @param {string} channel @param {string} text */
export const send = (channel, text) => post('send', { channel, text });
/** @param {{ channel: string, path: string[], options: Record<string, unknown> }} call @returns {Promise<ExchangeView>} */
export const slash = (call) => post('slash', call);
/**
 * @param {{ channel: string, path: string[], option: string, text: string, others: Record<string, unknown> }} ask
 * @returns {Promise<Choice[]>}
 */
export const autocomplete = (ask) => post('autocomplete', ask);
/** @param {string} message @param {string} customId @returns {Promise<ExchangeView>} */
export const press = (message, customId) => post('press', { message, customId });
/** @param {string} message @param {string} customId @param {string[]} values @returns {Promise<ExchangeView>} */
export const select = (message, customId, values) => post('select', { message, customId, values });
/** @param {string} exchange @param {Record<string, string | string[]>} fields @returns {Promise<ExchangeView>} */
export const submit = (exchange, fields) => post('submit', { exchange, fields });

/**
 * What happens, as it happens. The browser connects again by itself; each connection starts with a 'state'.
 * @param {(event: PageEvent) => void} tell @param {(connected: boolean) => void} connection
 */
export function listen(tell, connection) {
  const source = new EventSource(`/chat/events?${new URLSearchParams({ as: me })}`);
  source.onopen = () => connection(true);
  source.onerror = () => connection(false);
  source.onmessage = ({ data }) => tell(JSON.parse(data));
  return () => source.close();
}
