import { format } from '#client/format.ts';
import type { ComposerWords } from '../en/composer.ts';
import { isolated } from '../isolated.ts';
import { characters, suggestions } from './nouns.ts';
import { plural } from './plural.ts';

const { number } = format;

export const composer: ComposerWords = {
  message: 'رسالة',
  messageTo: (group) => `رسالة إلى ${isolated(group)}`,
  send: 'إرسال',
  emoji: 'رمز تعبيري',
  notLoaded: 'لم تصل هذه المحادثة إلى هذا الجهاز بعد. ما كتبتَه محفوظ.',
  noFiles: 'لا يُرسل هنا إلا النص، دون ملفات. لم يُضَف شيء.',

  editing: 'تعديل',
  replyTo: (author) => `رد على ${isolated(author)}`,
  someMessage: 'رسالة',
  cancelEditing: 'إلغاء التعديل',
  cancelReply: 'إلغاء الرد',
  begun: 'كنت قد بدأت تكتب:',

  denied: 'لم تعد عضوًا في هذه المجموعة. يمكنك قراءة ما هنا ونسخه، لا الكتابة.',
  archived: 'أُرشفت هذه المجموعة. يمكنك قراءتها لا الكتابة فيها. ويستطيع مشرف إعادة فتحها.',
  offline: 'لا اتصال. ما تكتبه يبقى على هذا الجهاز ويُرسل تلقائيًا.',
  signedOut: 'تم تسجيل خروجك. ما تكتبه يبقى على هذا الجهاز حتى تسجّل الدخول من جديد.',
  tooMany: (count) =>
    `الزيادة عن الحد: ${characters(count)}. اختصر النص أو أرسله على أجزاء؛ لا يضيع شيء مما كتبت.`,
  left: (count) => `المتبقي: ${characters(count)}`,
  fewerLeft: (count) => `المتبقي أقل من ${characters(count)}`,
  outsiders: (names, count) =>
    plural(count, {
      zero: `${isolated(names)} ليس في هذه المجموعة ولن يرى هذا.`,
      one: `${isolated(names)} ليس في هذه المجموعة ولن يرى هذا.`,
      two: `${isolated(names)} ليسا في هذه المجموعة ولن يريا هذا.`,
      few: `${isolated(names)} ليسوا في هذه المجموعة ولن يروا هذا.`,
      many: `${isolated(names)} ليسوا في هذه المجموعة ولن يروا هذا.`,
      other: `${isolated(names)} ليسوا في هذه المجموعة ولن يروا هذا.`,
    }),
  callsOthers: (count) =>
    plural(count, {
      zero: 'لا أحد غيرك في هذه المجموعة يناديه \u2068@all\u2069.',
      one: '\u2068@all\u2069 ينادي العضو الآخر في هذه المجموعة.',
      two: '\u2068@all\u2069 ينادي العضوين الآخرين في هذه المجموعة.',
      few: `\u2068@all\u2069 ينادي ${number(count)} أعضاء آخرين في هذه المجموعة.`,
      many: `\u2068@all\u2069 ينادي ${number(count)} عضوًا آخر في هذه المجموعة.`,
      other: `\u2068@all\u2069 ينادي ${number(count)} عضو آخر في هذه المجموعة.`,
    }),
  callTitle: (count) => `مناداة جميع الأعضاء الآخرين (${number(count)})؟`,
  callAction: 'إرسال إلى الجميع',
  callText: (count) =>
    `في هذه الرسالة \u2068@all\u2069، وهي تنادي جميع الأعضاء الآخرين (${number(count)}) مهما كانوا يفعلون. احذفها فتنتظرهم الرسالة كغيرها.`,

  suggestions: 'اقتراحات',
  suggestionsSaid: (count) => `${suggestions(count)}. اختر بالأسهم، وأكِّد بمفتاح الإدخال.`,
  outsider: 'ليس في هذه المجموعة',
  everybody: 'كل من في هذه المجموعة',

  chooseEmoji: 'اختيار رمز تعبيري',
  searchEmoji: 'البحث عن رمز (بالإنجليزية)',
  emojiKinds: 'الأنواع',
  emojiGroups: {
    Smileys: 'وجوه',
    People: 'أشخاص',
    'Animals and nature': 'حيوانات وطبيعة',
    'Food and drink': 'طعام وشراب',
    'Travel and places': 'سفر وأماكن',
    Activities: 'أنشطة',
    Objects: 'أشياء',
    Symbols: 'رموز',
    Flags: 'أعلام',
  },
  emojiFound: 'ما وُجد',
  noEmoji: 'لا رمز بهذا الاسم. جرّب كلمة أخرى.',
  emojiNotLoaded: 'تعذّر تحميل الرموز.',

  oneWrites: (name) => `${isolated(name)} يكتب…`,
  twoWrite: (first, second) => `${isolated(first)} و${isolated(second)} يكتبان…`,
  manyWrite: (first, second, more) =>
    plural(more, {
      zero: `${isolated(first)} و${isolated(second)} يكتبان…`,
      one: `${isolated(first)} و${isolated(second)} وشخص آخر يكتبون…`,
      two: `${isolated(first)} و${isolated(second)} وشخصان آخران يكتبون…`,
      few: `${isolated(first)} و${isolated(second)} و${number(more)} آخرون يكتبون…`,
      many: `${isolated(first)} و${isolated(second)} و${number(more)} آخرون يكتبون…`,
      other: `${isolated(first)} و${isolated(second)} و${number(more)} آخرون يكتبون…`,
    }),
  presence: { online: 'متصل', away: 'غائب' },
  here: (count) => `هنا الآن: ${number(count)}`,
  away: (count) => `غائبون: ${number(count)}`,
  hereAndAway: (here, away) => `هنا الآن: ${number(here)}، غائبون: ${number(away)}`,
};
