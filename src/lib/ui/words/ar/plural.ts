import { pluralFor } from '../plural.ts';

export const plural = pluralFor<'zero' | 'one' | 'two' | 'few' | 'many' | 'other'>('ar');
