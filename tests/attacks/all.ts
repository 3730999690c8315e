import { access } from './access.ts';
import type { Attack } from './attack.ts';
import { floods } from './floods.ts';
import { forgery } from './forgery.ts';
import { othersSessions } from './others-sessions.ts';
import { presence } from './presence.ts';
import { protocol } from './protocol.ts';
import { structure } from './structure.ts';
import { upgrades } from './upgrades.ts';

/** Every attack that is known, by family. */
export const FAMILIES: Readonly<Record<string, readonly Attack[]>> = {
  'in another\u2019s name': forgery,
  'structs and records': structure,
  'against who is away': othersSessions,
  'frames and messages': protocol,
  presence,
  'documents of others': access,
  upgrades,
  floods,
};
