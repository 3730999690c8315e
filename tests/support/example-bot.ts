/** An example for authors of bots: answers “ping” in a group, with the API and the stock y-websocket client alone. */
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

interface Message {
  id: string;
  by: string;
  text: string;
  at: number;
  replyTo?: string;
}

export async function startBot(url: string, token: string, groupId: string): Promise<WebsocketProvider> {
  const headers = { authorization: `Bearer ${token}` };
  const ask = async <T>(path: string) => (await (await fetch(url + path, { headers })).json()) as T;
  const me = await ask<{ id: string; clientIds: { from: number } }>('/api/v1/me');
  const { liveVolume } = await ask<{ liveVolume: number }>(`/api/v1/groups/${groupId}`);

  const doc = new Y.Doc();
  // Of the person's own range, and a new one for every document object: nothing else is taken from this socket.
  doc.clientID = me.clientIds.from + crypto.getRandomValues(new Uint32Array(1))[0]!;
  const messages = doc.getArray<Message>('messages');
  const options = { params: { token }, WebSocketPolyfill: WebSocket as never, disableBc: true };
  const address = `${url.replace('http', 'ws')}/yjs`;
  const provider = new WebsocketProvider(address, `group/${groupId}/${liveVolume}`, doc, options);

  const answer = (replyTo: string) => {
    const id = Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('base64url');
    messages.push([{ id, by: me.id, text: 'pong', at: Date.now(), replyTo }]);
  };
  // What was there before is no news.
  provider.once('sync', () => {
    provider.awareness.setLocalState({ by: me.id, typing: false });
    messages.observe(({ changes }) => {
      const added = changes.delta.flatMap(({ insert }) => (insert ?? []) as Message[]);
      for (const { id, text } of added) if (text === 'ping') queueMicrotask(() => answer(id));
    });
  });
  return provider;
}
