import type { Sentence } from '../sentences.ts';

export const sentences: Record<Sentence, string> = {
  'There is no connection to the server. Try again when there is.':
    'Keine Verbindung zum Server. Bitte noch einmal versuchen, wenn eine besteht.',
  'The server could not do that. Try again later.':
    'Der Server konnte das nicht tun. Bitte später noch einmal versuchen.',
  'There is no conversation with yourself.': 'Eine Unterhaltung mit sich selbst gibt es nicht.',
  'Begin with at most # people. More can be added in the details of the group.':
    'Bitte mit höchstens # Personen beginnen. Weitere lassen sich in den Einzelheiten der Gruppe hinzufügen.',
  '# new conversations wait for the server. Make more when there is a connection.':
    '# neue Unterhaltungen warten auf den Server. Weitere sind möglich, wenn eine Verbindung besteht.',
  'Signing out needs a connection to the server. Try again when there is one.':
    'Abmelden braucht eine Verbindung zum Server. Bitte noch einmal versuchen, wenn eine besteht.',
  'This file is no picture that this browser can read. Choose another.':
    'Diese Datei ist kein Bild, das dieser Browser lesen kann. Bitte eine andere wählen.',
  'This picture cannot be made small enough. Choose another.':
    'Dieses Bild lässt sich nicht genug verkleinern. Bitte ein anderes wählen.',
  'The push service of this browser does not answer. Try again later.':
    'Der Push-Dienst dieses Browsers antwortet nicht. Bitte später noch einmal versuchen.',
  'This device has a passkey of yours already.': 'Dieses Gerät hat schon einen Passkey von Ihnen.',
  'No passkey was used. Nothing was changed; try again.':
    'Es wurde kein Passkey benutzt. Nichts ist geändert; bitte noch einmal versuchen.',
  'Enter your employee ID.': 'Bitte die Personalkennung eingeben.',
  'Enter your password.': 'Bitte das Passwort eingeben.',
  'Enter a code.': 'Bitte einen Code eingeben.',
  'This is not the same password.': 'Das ist nicht dasselbe Passwort.',
  'The employee ID or the password is wrong.': 'Personalkennung oder Passwort ist falsch.',
  'This account is not active. Ask an administrator of your organisation.':
    'Dieses Konto ist nicht aktiv. Fragen Sie einen Administrator Ihrer Organisation.',
  'This code is not right. Codes of the app change every # seconds; try the next one.':
    'Dieser Code stimmt nicht. Die Codes der App wechseln alle # Sekunden; bitte den nächsten versuchen.',
  'This code was used already. Wait for the next one, and start again.':
    'Dieser Code wurde schon benutzt. Bitte den nächsten abwarten und neu beginnen.',
  'That took too long, or too many attempts. Sign in again.':
    'Das hat zu lange gedauert, oder es waren zu viele Versuche. Bitte neu anmelden.',
  'This passkey does not open an account here. Sign in with your password, or try another passkey.':
    'Dieser Passkey öffnet hier kein Konto. Bitte mit dem Passwort anmelden oder einen anderen Passkey versuchen.',
  'Too many attempts. Try again in # minute.': 'Zu viele Versuche. Bitte in # Minute noch einmal versuchen.',
  'Too many attempts. Try again in # minutes.':
    'Zu viele Versuche. Bitte in # Minuten noch einmal versuchen.',
  'Choose another password than the one you were given.':
    'Bitte ein anderes Passwort wählen als das erhaltene.',
  'This invite link is not valid. Check that all of it was copied.':
    'Dieser Einladungslink ist nicht gültig. Wurde er vollständig kopiert?',
  'This invite link has been withdrawn. Ask for a new one.':
    'Dieser Einladungslink wurde zurückgezogen. Bitten Sie um einen neuen.',
  'This invite link has expired. Ask for a new one.':
    'Dieser Einladungslink ist abgelaufen. Bitten Sie um einen neuen.',
  'This invite link has been used up. Ask for a new one.':
    'Dieser Einladungslink ist aufgebraucht. Bitten Sie um einen neuen.',
  'This organisation takes no new people at the moment. Ask an administrator.':
    'Diese Organisation nimmt zurzeit niemanden neu auf. Fragen Sie einen Administrator.',
  'This server has been set up already. Sign in, or ask for an invite link.':
    'Dieser Server ist schon eingerichtet. Bitte anmelden oder um einen Einladungslink bitten.',
  'Somebody already has this employee ID. If it is you, sign in instead.':
    'Diese Personalkennung ist schon vergeben. Wenn es Ihre ist, melden Sie sich damit an.',
  'Enter your name.': 'Bitte den Namen eingeben.',
  'Enter the name of your organisation.': 'Bitte den Namen der Organisation eingeben.',
  'An employee ID has letters, digits, dots, underscores and hyphens, at most #.':
    'Eine Personalkennung hat Buchstaben, Ziffern, Punkte, Unter- und Bindestriche, höchstens #.',
  'Choose a password of at least # characters.': 'Bitte ein Passwort mit mindestens # Zeichen wählen.',
  'Choose a password of at most # characters.': 'Bitte ein Passwort mit höchstens # Zeichen wählen.',
  'This is not your password. Nothing was changed.': 'Das ist nicht Ihr Passwort. Es wurde nichts geändert.',
  'This is not your current password. Nothing was changed.':
    'Das ist nicht Ihr aktuelles Passwort. Es wurde nichts geändert.',
  'This is the password that you have already.': 'Das ist das Passwort, das Sie schon haben.',
  'The second factor is on already.': 'Der zweite Faktor ist schon eingeschaltet.',
  'The second factor is off.': 'Der zweite Faktor ist ausgeschaltet.',
  'The passkey was not made: it took longer than five minutes, or the device did not check you.':
    'Der Passkey wurde nicht angelegt: Es hat länger als fünf Minuten gedauert, oder das Gerät hat Sie nicht geprüft.',
  'Enter a name.': 'Bitte einen Namen eingeben.',
  'Use at most # characters; this has #.': 'Bitte höchstens # Zeichen verwenden; das sind #.',
  'You have # passkeys. Remove one before you make another.':
    'Sie haben # Passkeys. Bitte einen entfernen, bevor Sie einen weiteren anlegen.',
  'You have # tokens. Revoke one first.': 'Sie haben # Token. Bitte zuerst eines widerrufen.',
  'This is no picture that is taken here. Your picture is as it was.':
    'So ein Bild wird hier nicht angenommen. Ihr Bild ist wie zuvor.',
  'Notifications are off on this device. Turn them on again.':
    'Benachrichtigungen sind auf diesem Gerät ausgeschaltet. Bitte wieder einschalten.',
  'The push service of your browser did not take it. Try again later.':
    'Der Push-Dienst Ihres Browsers hat sie nicht angenommen. Bitte später noch einmal versuchen.',
  'That is not for you to change in this conversation.':
    'Das können Sie in dieser Unterhaltung nicht ändern.',
  'A group has at least one admin. Make somebody else an admin first.':
    'Eine Gruppe hat mindestens einen Admin. Bitte zuerst jemand anderen zum Admin machen.',
  'A channel needs a name.': 'Ein Kanal braucht einen Namen.',
  'This group has been archived. Reopen it first.':
    'Diese Gruppe ist archiviert. Bitte zuerst wieder öffnen.',
  'One of these people is not, or no longer, in the organisation.':
    'Eine dieser Personen ist nicht oder nicht mehr in der Organisation.',
  'Give it a name, or somebody to talk to.': 'Bitte einen Namen geben oder jemanden dazunehmen.',
  'A guest can only begin direct conversations.': 'Gäste können nur direkte Unterhaltungen beginnen.',
  'You made this group and are no longer in it.':
    'Sie haben diese Gruppe angelegt und sind nicht mehr darin.',
  'Only an admin of the group can do that.': 'Das kann nur ein Admin der Gruppe.',
  'You may invite guests into groups that you administer. Administrators invite members.':
    'Sie dürfen Gäste in Gruppen einladen, die Sie verwalten. Mitglieder laden Administratoren ein.',
  'One of these groups is not there, or not yours to invite into.':
    'Eine dieser Gruppen gibt es nicht, oder Sie dürfen nicht in sie einladen.',
  'One of these groups has been archived. Reopen it first.':
    'Eine dieser Gruppen ist archiviert. Bitte zuerst wieder öffnen.',
  'There is no such group.': 'Diese Gruppe gibt es nicht.',
  'This group has an active admin, who decides who else is one.':
    'Diese Gruppe hat einen aktiven Admin, der über weitere entscheidet.',
  'Only an active member of the group can become its admin.':
    'Admin der Gruppe kann nur ein aktives Mitglied werden.',
  'There is no such member of such a group.': 'So ein Mitglied gibt es in dieser Gruppe nicht.',
  'This group has # webhooks. Revoke one first.':
    'Diese Gruppe hat # Webhooks. Bitte zuerst einen widerrufen.',
  'There is no such person.': 'Diese Person gibt es nicht.',
  'Your role does not allow this.': 'Ihre Rolle erlaubt das nicht.',
  'Only an owner can change an owner, or make one.':
    'Nur ein Inhaber kann einen Inhaber ändern oder ernennen.',
  'Only the owner can do this for an owner.': 'Für einen Inhaber kann das nur der Inhaber tun.',
  'This is the last owner. Make somebody else an owner first.':
    'Das ist der letzte Inhaber. Bitte zuerst jemand anderen zum Inhaber machen.',
  'You cannot deactivate yourself. Another administrator can.':
    'Sich selbst können Sie nicht deaktivieren. Ein anderer Administrator kann es.',
  'Somebody already has this employee ID.': 'Diese Personalkennung ist schon vergeben.',
  'The organisation takes no new people: its settings say so.':
    'Die Organisation nimmt niemanden neu auf: So sagen es ihre Einstellungen.',
  'Only the owner and administrators can change settings.':
    'Einstellungen können nur der Inhaber und Administratoren ändern.',
  'This is not a text file. Save the list as CSV and try again.':
    'Das ist keine Textdatei. Bitte die Liste als CSV speichern und noch einmal versuchen.',
  'The file is empty.': 'Die Datei ist leer.',
  'The file has more than # people. Split it, nothing was read.':
    'Die Datei hat mehr als # Personen. Bitte teilen, es wurde nichts eingelesen.',
  'The file is larger than # KB. Split it, nothing was read.':
    'Die Datei ist größer als # KB. Bitte teilen, es wurde nichts eingelesen.',
  'This line has no employee ID.': 'Diese Zeile hat keine Personalkennung.',
  'This line has no name.': 'Diese Zeile hat keinen Namen.',
  'The title has more than # characters.': 'Die Funktion hat mehr als # Zeichen.',
  'Owners are not made by a list.': 'Inhaber werden nicht durch eine Liste ernannt.',
  'Too many requests. Try again in # s.': 'Das war zu viel auf einmal. Bitte in # s noch einmal versuchen.',
  'Sign in first.': 'Bitte zuerst anmelden.',
  'Guests cannot do this.': 'Gäste können das nicht.',
  'There is nothing at this address.': 'Unter dieser Adresse ist nichts.',
  'The server cannot reach its database for the moment. Nothing was changed; try again shortly.':
    'Der Server erreicht seine Datenbank gerade nicht. Es wurde nichts geändert; bitte gleich noch einmal versuchen.',
};
