/** Where avatars find the pictures of people: provided once, around everything. */
import { getContext, setContext } from 'svelte';

/** The address of somebody's picture; undefined for who has none. */
export type PictureOf = (id: string) => string | undefined;

const KEY = Symbol('pictures');
const none: PictureOf = () => undefined;

export const providePictures = (pictureOf: PictureOf): PictureOf => setContext(KEY, pictureOf);
export const getPictures = (): PictureOf => getContext<PictureOf | undefined>(KEY) ?? none;
