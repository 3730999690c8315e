import type { AuditAction } from '#domain/audit-actions.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { AdminWords } from './en/admin.ts';
import type { ComposerWords } from './en/composer.ts';
import type { DetailsWords } from './en/details.ts';
import type { FieldWords } from './en/field.ts';
import type { EventWords } from './en/events.ts';
import type { MessageWords } from './en/message.ts';
import type { SearchWords } from './en/search.ts';
import type { SettingsWords } from './en/settings.ts';
import type { Sentence } from './sentences.ts';
import type { Words } from './words.ts';

/** Everything that Cairn says in a language other than English. */
export interface Catalogue {
  readonly words: Words;
  readonly message: MessageWords;
  readonly composer: ComposerWords;
  readonly details: DetailsWords;
  readonly events: EventWords;
  readonly search: SearchWords;
  readonly settings: SettingsWords;
  readonly admin: AdminWords;
  readonly field: FieldWords;
  readonly refusals: Readonly<Record<Refusal, string>>;
  readonly audit: Readonly<Record<AuditAction, string>>;
  readonly sentences: Readonly<Record<Sentence, string>>;
  /** For what the server says in words that are not among the sentences, by its code. */
  readonly problems: Readonly<Record<ProblemCode, string>>;
}

/** What is answered with a sentence that holds numbers or names. */
export type ProblemCode = 'too-many' | 'malformed' | 'not-allowed' | 'not-found' | 'signed-out' | 'bad-file';
