import { format } from '#client/format.ts';
import type { SearchWords } from '../en/search.ts';
import { isolated } from '../isolated.ts';
import { messages } from './nouns.ts';
import { plural } from './plural.ts';

const { number } = format;

export const search: SearchWords = {
  title: 'البحث',
  messages: 'البحث في الرسائل',
  clear: 'مسح',
  count: messages,
  messagesCounted: (count) =>
    plural(count, {
      zero: 'رسالة',
      one: 'رسالة',
      two: 'رسالتان',
      few: 'رسائل',
      many: 'رسالة',
      other: 'رسالة',
    }),
  failing: 'لا يسمح هذا المتصفح لـ Cairn بالبحث في الرسائل. أما الأسماء فيُعثر عليها.',
  reading: 'جارٍ قراءة ما على هذا الجهاز…',
  noneHere: 'لا رسائل على هذا الجهاز بعد',
  since: (day) => `على هذا الجهاز، منذ ${day}`,
  noDate: (part) => `«${isolated(part)}» ليس تاريخًا. اكتب مثلًا 2026-05-03.`,
  nobody: (part) => `لا شخص ولا محادثة باسم «${isolated(part)}» على هذا الجهاز.`,
  showMore: (count) => `عرض المزيد (${number(count)})`,
  newestOf: (shown, all) => `تُعرض أحدث ${number(shown)} من ${number(all)}. كلمة أخرى تضيّق البحث.`,
  namesTitle: 'المحادثات والأشخاص',
  nothing: 'لم يُعثر على شيء',
  less: 'خفِّف الشروط تجد أكثر:',
  anywhere: (words) => `كلمات ${isolated(words)} في أي موضع`,
  without: (part) => `دون ${isolated(part)}`,
  hint: 'يُعثر على الكلمة من أولها: «كتاب» تجد «كتابة». لا يمكن العثور على رسائل لم تكن على هذا الجهاز قط؛ افتح محادثة ومرِّر إلى أعلى لجلب الأقدم.',
  help: 'يُعثر على الكلمات من أولها، في كل رسالة على هذا الجهاز. ويمكن تضييق البحث بـ',
  operators: {
    'from:': 'ما كتبه شخص؛ \u2068from:me\u2069 هو أنت',
    'in:': 'في محادثة واحدة',
    'before:': 'قبل يوم أو شهر أو سنة، مثل \u20682026-05-03\u2069',
    'after:': 'بعد ذلك',
    '"': 'هذه الكلمات متتالية، بين علامتي اقتباس',
  },
};
