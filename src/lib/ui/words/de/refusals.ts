import type { Refusal } from '#domain/refusal.ts';

export const refusals: Record<Refusal, string> = {
  empty: 'Es gab nichts zu senden.',
  'not-ready': 'Diese Gruppe wird auf diesem Gerät gerade geöffnet. Bitte gleich noch einmal versuchen.',
  'too-long': 'Diese Nachricht ist länger als 8.000 Zeichen.',
  malformed: 'Diese Nachricht ließ sich nicht lesen.',
  duplicate: 'Das war bereits zugestellt.',
  'not-member': 'Sie sind nicht mehr Mitglied dieser Gruppe.',
  'group-archived': 'Diese Gruppe ist archiviert.',
  'unknown-target': 'Die Nachricht, auf die sich das bezieht, ist nicht in dieser Gruppe.',
  'target-deleted': 'Diese Nachricht wurde gelöscht.',
  'not-yours': 'Eine Nachricht kann nur bearbeiten, wer sie geschrieben hat.',
  'not-allowed': 'Sie können diese Nachricht nicht löschen.',
  'person-gone':
    'Diese Unterhaltung konnte nicht entstehen: Jemand darin ist nicht mehr in der Organisation.',
  'too-many-members':
    'Diese Gruppe konnte nicht angelegt werden: Sie hätte mehr Mitglieder, als Ihre Organisation erlaubt.',
  'too-many-groups':
    'Diese Gruppe konnte nicht angelegt werden: Sie hatten in 24 Stunden so viele angelegt, wie Ihre Organisation erlaubt.',
  'not-created': 'Der Server hat diese Unterhaltung nicht angelegt.',
  'volume-full': 'Dieser Teil der Unterhaltung nimmt keine Änderungen mehr an.',
};
