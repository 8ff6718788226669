import type { Callback } from '../callback.ts';
import type { Interaction } from '../exchange.ts';
import { KIND } from '../exchange.ts';
import type { MessagePayload } from '../message.ts';
import { FLAG, type Message } from '../wire.ts';
import type { Call, Route } from './route.ts';

const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';

/** The routes of an interaction: they carry its token and no other. */
export const interactionRoutes: Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    open: true,
    handle: callback,
  },
  { method: 'POST', path: WEBHOOK, open: true, handle: followUp },
  ...[`${WEBHOOK}/messages/@original`, `${WEBHOOK}/messages/{message_id}`].flatMap((path): Route[] => [
    { method: 'GET', path, open: true, handle: (call) => ({ body: own(call).kept.message }) },
    { method: 'PATCH', path, open: true, handle: edit },
    { method: 'DELETE', path, open: true, handle: remove },
  ]),
];

const tokenOf = ({ params }: Call): string => params.webhook_token ?? '';
const idOf = ({ params }: Call): string => params.message_id ?? '@original';
const own = (call: Call) => call.interactions.message(tokenOf(call), idOf(call));

function callback({ interactions, params, query, body, files, arrived }: Call) {
  const { interaction_id = '', interaction_token = '' } = params;
  const sent = body as Callback;
  const { interaction, message } = interactions.acknowledge(
    interaction_id,
    interaction_token,
    sent,
    files,
    arrived,
  );
  if (query.get('with_response') !== 'true') return {};
  return { body: { interaction: told(interaction, message), ...resource(sent.type, message) } };
}

function told(interaction: Interaction, message: Message | undefined): Record<string, unknown> {
  const base = { id: interaction.id, type: KIND[interaction.kind] };
  if (message === undefined) return base;
  return {
    ...{ ...base, response_message_id: message.id },
    response_message_loading: (message.flags & FLAG.loading) !== 0,
    response_message_ephemeral: (message.flags & FLAG.ephemeral) !== 0,
  };
}

const resource = (type: number, message: Message | undefined): Record<string, unknown> =>
  message === undefined ? {} : { resource: { type: type === 5 ? 4 : type, message } };

function followUp(call: Call) {
  const { interactions, body, files, arrived } = call;
  return { body: interactions.followUp(tokenOf(call), body as MessagePayload, files, arrived) };
}

function edit(call: Call) {
  const { interactions, body, files, arrived } = call;
  return {
    body: interactions.editMessage(tokenOf(call), idOf(call), body as MessagePayload, files, arrived),
  };
}

function remove(call: Call) {
  call.world.remove(own(call).kept);
  return {};
}
