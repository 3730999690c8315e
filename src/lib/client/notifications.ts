/** Notifications of this device, through the push service of its browser. */
import { DIGEST_TAG } from '#domain/digest-tag.ts';
import { call, CairnError } from './api.ts';

/**
 * `impossible`: this browser has none, or not at this address; `refused`: the person told the browser so, and only there
 * can they take it back.
 */
export type NotificationState = 'impossible' | 'refused' | 'off' | 'on';

const PATH = '/api/v1/me/push-subscription';

/** What this browser says; where the server can be asked, it has to know of the subscription too. */
export async function notificationState(): Promise<NotificationState> {
  if (!isPossible()) return 'impossible';
  if (Notification.permission === 'denied') return 'refused';
  const subscription = await (await registration()).pushManager.getSubscription();
  if (subscription === null || Notification.permission !== 'granted') return 'off';
  try {
    const { endpoint } = await call<{ endpoint: string | null }>('GET', PATH);
    return endpoint === subscription.endpoint ? 'on' : 'off';
  } catch {
    return 'on';
  }
}

/** Asks the person, subscribes, and tells the server. @throws CairnError */
export async function turnNotificationsOn(): Promise<NotificationState> {
  if (!isPossible()) return 'impossible';
  const permission = await Notification.requestPermission();
  if (permission === 'denied') return 'refused';
  if (permission !== 'granted') return 'off';
  const { publicKey } = await call<{ publicKey: string }>('GET', PATH);
  const { pushManager } = await registration();
  let subscription: PushSubscription;
  try {
    await dropOther(pushManager, publicKey);
    subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  } catch {
    throw new CairnError('The push service of this browser does not answer. Try again later.');
  }
  await saveSubscription(subscription);
  return 'on';
}

/** Tells the server where this device is reached, and in which language. @throws CairnError */
export async function saveSubscription(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  await call('PUT', PATH, { endpoint, keys });
}

const TOLD_LANGUAGE = 'cairn.toldLanguage';

/** Has the server speak to this device as the page does now. Never rejects: what fails is tried at the next start. */
export async function tellLanguage(language: string): Promise<void> {
  if (!isPossible() || localStorage.getItem(TOLD_LANGUAGE) === language) return;
  try {
    const subscription = await (await registration()).pushManager.getSubscription();
    // Not one that the server does not know as this person's.
    if (subscription && (await notificationState()) === 'on') await saveSubscription(subscription);
    localStorage.setItem(TOLD_LANGUAGE, language);
  } catch {
    // It goes on in the former one.
  }
}

/** @throws CairnError when the server cannot be told; it then goes on until it is */
export async function turnNotificationsOff(): Promise<NotificationState> {
  await call('DELETE', PATH);
  const subscription = await (await registration()).pushManager.getSubscription();
  await subscription?.unsubscribe();
  return 'off';
}

/** Has the server send one to this device. @throws CairnError with what is wrong */
export async function testNotification(): Promise<void> {
  await call('POST', `${PATH}/tests`);
}

const QUIET_PATH = '/api/v1/me/quiet-hours';

/** Minutes since midnight in a time zone, over midnight where `to` is not after `from`. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** When this device is told of nothing; null for never. @throws CairnError */
export const fetchQuietHours = async (): Promise<QuietHours | null> =>
  (await call<{ quiet: QuietHours | null }>('GET', QUIET_PATH)).quiet;

/** In the time zone that this device is in now. @throws CairnError */
export async function keepQuiet(hours: Pick<QuietHours, 'from' | 'to'> | null): Promise<void> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  await call('PUT', QUIET_PATH, { quiet: hours && { ...hours, timeZone } });
}

/**
 * Takes away what is shown of conversations in which nothing is unread any more.
 * @param isRead is asked with null for all of them together
 */
export async function closeNotifications(isRead: (groupId: string | null) => boolean): Promise<void> {
  if (!isPossible()) return;
  const shown = (await (await navigator.serviceWorker.getRegistration())?.getNotifications()) ?? [];
  for (const notification of shown) {
    const { tag } = notification;
    if (isRead(tag === DIGEST_TAG ? null : tag)) notification.close();
  }
}

const isPossible = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;

/** There is a worker on every page; while it is being installed this waits. */
const registration = (): Promise<ServiceWorkerRegistration> => navigator.serviceWorker.ready;

/** A subscription that was made with another key of the server stands in the way of a new one. */
async function dropOther(pushManager: PushManager, publicKey: string): Promise<void> {
  const before = await pushManager.getSubscription();
  const key = before?.options.applicationServerKey;
  if (before && key && toBase64Url(new Uint8Array(key)) !== publicKey) await before.unsubscribe();
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
