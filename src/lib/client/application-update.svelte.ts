/**
 * A new version of the application on this device. The service worker fetches it and then waits, because a page must
 * never meet files of another version: it takes over when the person says so, or when the last page is closed.
 */
import { TAKE_OVER } from './take-over.ts';

/** How often a page that stays open asks for a new version. */
const ASK_EVERY_MS = 60 * 60_000;

export class ApplicationUpdate {
  #waiting = $state.raw<ServiceWorker | null>(null);
  /** Whether a new version waits on this device. */
  readonly isReady: boolean = $derived(this.#waiting !== null);
  #stop: () => void = () => {};

  constructor() {
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (workers) void workers.ready.then((registration) => this.#follow(workers, registration));
  }

  /** Takes the new version, in all windows: each loads anew, and shows what is on the device. */
  take(): void {
    this.#waiting?.postMessage(TAKE_OVER);
  }

  close(): void {
    this.#stop();
  }

  #follow(workers: ServiceWorkerContainer, registration: ServiceWorkerRegistration): void {
    let { controller } = workers;
    // The first one of all takes the place of none.
    const look = () => (this.#waiting = registration.active ? registration.waiting : null);
    const watch = () => registration.installing?.addEventListener('statechange', look);
    const ask = () => void registration.update().catch(() => undefined); // Without a network there is none.
    const reload = () => {
      if (controller !== null) location.reload();
      controller = workers.controller;
    };
    registration.addEventListener('updatefound', watch);
    workers.addEventListener('controllerchange', reload);
    addEventListener('online', ask);
    const timer = setInterval(ask, ASK_EVERY_MS);
    this.#stop = () => {
      registration.removeEventListener('updatefound', watch);
      workers.removeEventListener('controllerchange', reload);
      removeEventListener('online', ask);
      clearInterval(timer);
    };
    watch();
    look();
  }
}
