/**
 * Every message that comes in for an open document. Hocuspocus reads them with `MessageReceiver.apply` (4.7), which
 * knows more kinds than an honest device sends and logs or throws where it meets something else; here each kind is
 * either ours to judge or nothing.
 */
import {
  MessageReceiver,
  MessageType,
  type Connection,
  type Document,
  type IncomingMessage,
} from '@hocuspocus/server';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import type { SocketContext } from './context.ts';
import type { Faults } from './faults.ts';
import { PresenceGuard } from './guard-presence.ts';
import { end } from './end-document.ts';

const applyStock = MessageReceiver.prototype.apply;

export interface Receiver {
  readonly faults: Faults;
  /** Whether a connection may no longer say or be told anything. */
  isCutOff(connection: Connection<SocketContext>): boolean;
  /** Whether a state of presence belongs to a connection of another instance. */
  isElsewhere(document: Document, client: number): boolean;
}

export function installReceiver({ faults, isCutOff, isElsewhere }: Receiver): void {
  const presence = new PresenceGuard(faults, isElsewhere);

  MessageReceiver.prototype.apply = async function (document, anyConnection, reply) {
    if (!anyConnection) throw new Error('a message without a connection: nothing here sends one');
    const connection = anyConnection as Connection<SocketContext>;
    // Hocuspocus goes on with what a closed connection had queued.
    if (isCutOff(connection)) return;
    try {
      await receive(this, document, connection, reply);
    } catch {
      // Ours do not throw: the bytes broke off, or held what lib0 cannot read.
      end(connection, 'reset', 'malformed', faults);
    }
  };

  async function receive(
    receiver: MessageReceiver,
    document: Document,
    connection: Connection<SocketContext>,
    reply: Parameters<typeof applyStock>[2],
  ): Promise<void> {
    const { message } = receiver;
    switch (peekNumbers(message)[0] as MessageType) {
      case MessageType.Sync:
      case MessageType.SyncReply: {
        if (peekNumbers(message)[1] !== messageYjsSyncStep1)
          return applyStock.call(receiver, document, connection, reply);
        const isAnswered = await connection.context.socket.answer(async () => {
          if (isCutOff(connection)) return 0;
          await applyStock.call(receiver, document, connection, reply);
          return message.length;
        });
        if (!isAnswered) end(connection, 'busy', 'asks for more than it may', faults);
        return;
      }
      case MessageType.Awareness:
        message.readVarUint();
        return presence.receive(message.readVarUint8Array(), document, connection);
      case MessageType.QueryAwareness:
        return; // Everybody is told without asking.
      case MessageType.Auth:
        return; // It has been let in; a socket is somebody's for as long as it lives.
      case MessageType.CLOSE:
        return applyStock.call(receiver, document, connection, reply);
      default:
        return end(connection, 'reset', 'unknown message', faults);
    }
  }
}

/** The message's type and the number behind it, which for sync messages is the step. */
function peekNumbers(message: IncomingMessage): [number, number | null] {
  const { pos } = message.decoder;
  const type = message.readVarUint();
  const step =
    type === Number(MessageType.Sync) || type === Number(MessageType.SyncReply)
      ? message.readVarUint()
      : null;
  message.decoder.pos = pos;
  return [type, step];
}
