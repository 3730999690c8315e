import { format } from '#client/format.ts';
import type { PeopleWords } from '../en/people.ts';
import { isolated } from '../isolated.ts';
import { changes, members } from './nouns.ts';

const { number } = format;

export const people: PeopleWords = {
  whatToBegin: 'ما الذي تريد بدءه',
  ways: { people: 'أشخاص', channel: 'قناة جديدة', join: 'الانضمام إلى قناة' },
  name: 'الاسم',
  purpose: 'الغرض منها',
  nameNote: 'دون اسم تكون محادثة مباشرة بين من اخترتهم.',
  channelNote: 'يجدها كل من في المؤسسة ويمكنه الانضمام، ما عدا الضيوف.',
  createChannel: 'إنشاء القناة',
  createGroup: 'إنشاء المجموعة',
  openConversation: 'فتح المحادثة',
  startConversation: 'بدء المحادثة',
  nameChannel: 'أعطِ القناة اسمًا.',
  pickPerson: 'اختر الشخص الذي تريد الكتابة إليه.',
  pickOrName: 'اختر شخصًا، أو أعطِ المجموعة اسمًا.',
  history: 'من ينضم لاحقًا يرى',
  histories: {
    all: 'كل ما كُتب من قبل',
    joined: 'ما يُكتب بعد انضمامه فقط',
  },

  people: 'الأشخاص',
  picked: (count) => `الأشخاص · المختارون: ${number(count)}`,
  find: 'البحث عن أشخاص',
  nobodyElse: 'لا أحد غيرك بعد في دليل هذا الجهاز.',
  nobodyCalled: 'لا أحد لديه ذلك في اسمه أو وظيفته أو معرّفه الوظيفي.',
  moreFound: (count) => `وهناك المزيد (${number(count)}). اكتب جزءًا من الاسم للعثور عليهم.`,

  askingChannels: 'جارٍ سؤال الخادم عن القنوات…',
  findChannel: 'البحث عن قناة',
  members,
  seeAll: 'سترى كل ما كُتب من قبل',
  seeNew: 'سترى ما يُكتب بعد انضمامك',
  open: 'فتح',
  join: 'انضمام',
  openOne: (channel) => `فتح ${isolated(channel)}`,
  joinOne: (channel) => `الانضمام إلى ${isolated(channel)}`,
  noChannels: 'لا قنوات بعد.',
  noSuchChannel: 'لا قناة بهذا الاسم.',

  invite: 'دعوة أشخاص',
  inviteText: (organisation, until) =>
    `كل من يفتح هذا الرابط يستطيع الانضمام إلى ${isolated(organisation)} حتى ${until}.`,
  inviteLink: 'رابط الدعوة',
  linkSelected: 'الرابط محدَّد: انسخه بنفسك.',
  makingLink: 'جارٍ إنشاء الرابط…',
  inviteGuestText: (organisation, until) =>
    `كل من يفتح هذا الرابط يستطيع الانضمام ضيفًا إلى ${isolated(organisation)} حتى ${until}.`,
  alsoInto: 'وإلى المجموعات أيضًا',
  linkAnew: 'إنشاء الرابط من جديد',
  joinedTitle: (organisation) => `انضممتَ إلى ${isolated(organisation)}`,
  missedGroups:
    'كان الرابط لمجموعة أيضًا لم تعد تقبل أحدًا عبره: فهي مؤرشفة، أو لم يعد من دعاك مشرفًا عليها. اطلب منه أن تُضاف إليها.',
  goOn: 'متابعة',

  administration: 'الإدارة',
  settings: 'الإعدادات',
  shortcuts: 'اختصارات لوحة المفاتيح',
  signOut: 'تسجيل الخروج',
  signOutTitle: 'تسجيل الخروج؟',
  signOutText: 'ستُزال محادثاتك من هذا الجهاز، وتعود عندما تسجّل الدخول من جديد.',
  unsentLost: (count) =>
    `على هذا الجهاز وحده ${changes(count)}، وسيضيع ذلك: رسائل أو تعديلات أو تفاعلات لم يتسلّمها الخادم. انتظر حتى تُرسل إن استطعت.`,
  undeliveredLost: (what) =>
    `تحت «لم تُسلَّم»: ${what}. وهي على هذا الجهاز وحده وستُحذف. انسخ ما تريد الاحتفاظ به.`,
};
