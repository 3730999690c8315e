import type { EventWords } from '../en/events.ts';
import { format } from '#client/format.ts';
import { days } from './nouns.ts';
import { plural } from './plural.ts';

const { number } = format;

/** The verb stands first, so that it is the same for one and for several; for the reader it has a form of its own. */
const did = (count: number, byMe: string, byOthers: string): string => (count === 0 ? byMe : byOthers);

export const events: EventWords = {
  me: 'أنت',
  meToo: 'أنت',
  others: (count) =>
    plural(count, {
      zero: 'لا أحد غيرهم',
      one: 'شخص آخر',
      two: 'شخصان آخران',
      few: `${number(count)} أشخاص آخرين`,
      many: `${number(count)} شخصًا آخر`,
      other: `${number(count)} شخص آخر`,
    }),
  created: (by, count) => did(count, 'أنشأتَ المجموعة', `أنشأ ${by} المجموعة`),
  createdWith: (by, count, people, them) => {
    const made = did(count, 'أنشأتَ المجموعة', `أنشأ ${by} المجموعة`);
    return them === 0 ? `${made} معك` : `${made} مع ${people}`;
  },
  createdChannel: (by, count) => did(count, 'أنشأتَ القناة', `أنشأ ${by} القناة`),
  added: (by, count, people, them) =>
    them === 0 ? `أضافك ${by}` : did(count, `أضفتَ ${people}`, `أضاف ${by}: ${people}`),
  joined: (by, count) => did(count, 'انضممتَ', `انضم ${by}`),
  left: (by, count) => did(count, 'غادرتَ', `غادر ${by}`),
  removed: (by, count, people, them) =>
    them === 0 ? `أزالك ${by}` : did(count, `أزلتَ ${people}`, `أزال ${by}: ${people}`),
  renamed: (by, count, name) => `${did(count, 'غيّرتَ اسم المجموعة', `غيّر ${by} اسم المجموعة`)} إلى «${name}»`,
  unnamed: (by, count) => did(count, 'حذفتَ اسم المجموعة', `حذف ${by} اسم المجموعة`),
  described: (by, count) => did(count, 'غيّرتَ وصف المجموعة', `غيّر ${by} وصف المجموعة`),
  archived: (by, count) => did(count, 'أرشفتَ المجموعة', `أرشف ${by} المجموعة`),
  reopened: (by, count) => did(count, 'أعدتَ فتح المجموعة', `أعاد ${by} فتح المجموعة`),
  madeAdmin: (by, count, people, them) =>
    them === 0 ? `عيّنك ${by} مشرفًا` : did(count, `عيّنتَ ${people} مشرفًا`, `عيّن ${by} مشرفًا: ${people}`),
  madeMember: (by, count, people, them) =>
    them === 0 ? `جعلك ${by} عضوًا` : did(count, `جعلتَ ${people} عضوًا`, `جعل ${by} عضوًا: ${people}`),
  handedOver: (by, count) => did(count, 'سلّمتَ الإشراف', `سلّم ${by} الإشراف`),
  becameAdmin: (by, count) => did(count, 'أنت الآن مشرف', `${by} الآن مشرف`),
  openedHistory: (by, count) =>
    did(count, 'أتحتَ للمنضمين رؤية ما كُتب من قبل', `أتاح ${by} للمنضمين رؤية ما كُتب من قبل`),
  keptForEver: (by, count) => did(count, 'جعلتَ الرسائل تبقى دائمًا', `جعل ${by} الرسائل تبقى دائمًا`),
  keptFor: (by, count, after) =>
    `${did(count, 'جعلتَ الرسائل تُحذف بعد', `جعل ${by} الرسائل تُحذف بعد`)} مدة: ${days(after)}`,
  keptAsElsewhere: (by, count) =>
    did(count, 'تركتَ مدة بقاء الرسائل لما تحدده المؤسسة', `ترك ${by} مدة بقاء الرسائل لما تحدده المؤسسة`),
  closedHistory: (by, count) =>
    did(
      count,
      'جعلتَ المنضمين لا يرون إلا ما يُكتب بعد انضمامهم',
      `جعل ${by} المنضمين لا يرون إلا ما يُكتب بعد انضمامهم`,
    ),
};
