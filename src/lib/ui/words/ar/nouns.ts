/** What is counted, in all six forms: none, one, two, 3 to 10, 11 to 99, from 100 on. */
import { format } from '#client/format.ts';
import { plural } from './plural.ts';

type Noun = Readonly<Record<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', string>>;

const { number } = format;

/** @param noun the whole words for none, one and two; for more only the noun, which follows the number */
const counted =
  ({ zero, one, two, few, many, other }: Noun) =>
  (count: number): string =>
    plural(count, {
      zero,
      one,
      two,
      few: `${number(count)} ${few}`,
      many: `${number(count)} ${many}`,
      other: `${number(count)} ${other}`,
    });

export const messages = counted({
  zero: 'لا رسائل',
  one: 'رسالة واحدة',
  two: 'رسالتان',
  few: 'رسائل',
  many: 'رسالة',
  other: 'رسالة',
});
export const edits = counted({
  zero: 'لا تعديلات',
  one: 'تعديل واحد',
  two: 'تعديلان',
  few: 'تعديلات',
  many: 'تعديلًا',
  other: 'تعديل',
});
export const deletions = counted({
  zero: 'لا عمليات حذف',
  one: 'عملية حذف واحدة',
  two: 'عمليتا حذف',
  few: 'عمليات حذف',
  many: 'عملية حذف',
  other: 'عملية حذف',
});
export const conversations = counted({
  zero: 'لا محادثات',
  one: 'محادثة واحدة',
  two: 'محادثتان',
  few: 'محادثات',
  many: 'محادثة',
  other: 'محادثة',
});
export const changes = counted({
  zero: 'لا تغييرات',
  one: 'تغيير واحد',
  two: 'تغييران',
  few: 'تغييرات',
  many: 'تغييرًا',
  other: 'تغيير',
});
export const members = counted({
  zero: 'لا أعضاء',
  one: 'عضو واحد',
  two: 'عضوان',
  few: 'أعضاء',
  many: 'عضوًا',
  other: 'عضو',
});
export const people = counted({
  zero: 'لا أحد',
  one: 'شخص واحد',
  two: 'شخصان',
  few: 'أشخاص',
  many: 'شخصًا',
  other: 'شخص',
});
export const characters = counted({
  zero: 'لا أحرف',
  one: 'حرف واحد',
  two: 'حرفان',
  few: 'أحرف',
  many: 'حرفًا',
  other: 'حرف',
});
export const devices = counted({
  zero: 'لا أجهزة',
  one: 'جهاز واحد',
  two: 'جهازان',
  few: 'أجهزة',
  many: 'جهازًا',
  other: 'جهاز',
});
export const results = counted({
  zero: 'لا نتائج',
  one: 'نتيجة واحدة',
  two: 'نتيجتان',
  few: 'نتائج',
  many: 'نتيجة',
  other: 'نتيجة',
});
export const suggestions = counted({
  zero: 'لا اقتراحات',
  one: 'اقتراح واحد',
  two: 'اقتراحان',
  few: 'اقتراحات',
  many: 'اقتراحًا',
  other: 'اقتراح',
});
export const minutes = counted({
  zero: 'أقل من دقيقة',
  one: 'دقيقة واحدة',
  two: 'دقيقتان',
  few: 'دقائق',
  many: 'دقيقة',
  other: 'دقيقة',
});
export const days = counted({
  zero: 'لا أيام',
  one: 'يوم واحد',
  two: 'يومان',
  few: 'أيام',
  many: 'يومًا',
  other: 'يوم',
});
