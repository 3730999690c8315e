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

export interface Bot {
  /** It listens: what is asked from now on is answered. */
  readonly listens: Promise<void>;
  stop(): void;
}

export async function startBot(url: string, token: string, groupId: string): Promise<Bot> {
  const me = (await (
    await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  ).json()) as { id: string; clientIds: { from: number } };
  const answered = new Set<string>();
  const volumes: WebsocketProvider[] = [];
  let live = 0;

  const open = (name: string): WebsocketProvider => {
    const doc = new Y.Doc();
    // Of the person's own range, and a new one for every document object: nothing else is taken from this socket.
    doc.clientID = me.clientIds.from + crypto.getRandomValues(new Uint32Array(1))[0]!;
    const options = { params: { token }, WebSocketPolyfill: WebSocket as never, disableBc: true };
    return new WebsocketProvider(`${url.replace('http', 'ws')}/yjs`, name, doc, options);
  };
  const listen = (messages: Y.Array<Message>) =>
    messages.observe(({ changes }) => {
      const added = changes.delta.flatMap(({ insert }) => (insert ?? []) as Message[]);
      // A message that came too late for its volume comes once more, in the next, under the same id.
      const asked = added.filter(({ id, text }) => text === 'ping' && !answered.has(id) && answered.add(id));
      queueMicrotask(() => {
        for (const { id: replyTo } of asked) {
          const id = Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('base64url');
          messages.push([{ id, by: me.id, text: 'pong', at: Date.now(), replyTo }]);
        }
      });
    });

  // The server's word on the group. A volume closes after 2,000 messages, and the conversation goes on in the next.
  const head = open(`head/${groupId}`);
  const info = head.doc.getMap<unknown>('info');
  const listens = new Promise<void>((resolve) => {
    info.observe(() => {
      const volume = Number(info.get('liveVolume') ?? 0);
      if (volume <= live) return;
      live = volume;
      const provider = open(`group/${groupId}/${live}`);
      const messages = provider.doc.getArray<Message>('messages');
      provider.once('sync', () => {
        provider.awareness.setLocalState({ by: me.id, typing: false });
        // What was there before the bot came is no news; of the volumes that follow all is.
        if (volumes.length === 1) listen(messages);
        resolve();
      });
      if (volumes.push(provider) > 1) listen(messages);
      if (volumes.length > 2) volumes.at(-3)!.destroy();
    });
  });
  return { listens, stop: () => [head, ...volumes].forEach((provider) => provider.destroy()) };
}
