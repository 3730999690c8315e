/**
 * German, to people who are called Sie; where a sentence can do without, it calls nobody.
 *
 * message: Nachricht · conversation: Unterhaltung · group: Gruppe · channel: Kanal · member: Mitglied ·
 * admin of a group: Admin · administrator: Administrator · owner: Inhaber · guest: Gast · delivered:
 * zugestellt · to archive: archivieren · to reopen: wieder öffnen · muted: stummgeschaltet · draft: Entwurf
 * · receipts: Empfangs- und Lesebestätigungen · device: Gerät · to sign in, out: anmelden, abmelden ·
 * employee id: Personalkennung · title of a person: Funktion · second factor: zweiter Faktor · recovery
 * codes: Wiederherstellungscodes · token: das Token · webhook: der Webhook
 */
import type { Catalogue } from '../catalogue.ts';
import { admin } from './admin.ts';
import { audit } from './audit.ts';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import { details } from './details.ts';
import { field } from './field.ts';
import { events } from './events.ts';
import { finding } from './finding.ts';
import { kit } from './kit.ts';
import { message } from './message.ts';
import { notDelivered } from './not-delivered.ts';
import { people } from './people.ts';
import { problems } from './problems.ts';
import { refusals } from './refusals.ts';
import { search } from './search.ts';
import { sentences } from './sentences.ts';
import { settings } from './settings.ts';

export const de: Catalogue = {
  words: { kit, conversation, notDelivered, people, finding },
  search,
  message,
  composer,
  details,
  events,
  settings,
  admin,
  field,
  refusals,
  audit,
  sentences,
  problems,
};
