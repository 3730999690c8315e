import { format } from '#client/format.ts';
import type { ConversationWords } from '../en/conversation.ts';
import { isolated } from '../isolated.ts';
import { members, messages } from './nouns.ts';
import { plural } from './plural.ts';

const { number } = format;

export const conversation: ConversationWords = {
  conversations: 'المحادثات',
  noConversations: 'لا محادثات بعد. ابدأ واحدة بالقلم في الأعلى، أو انتظر أن يضيفك أحد إلى محادثة.',
  fetching: 'جارٍ جلب محادثاتك',
  notDelivered: (count) => `لم تُسلَّم: ${number(count)}`,
  draft: 'مسودة',
  noMessages: 'لا رسائل بعد',
  muted: 'مكتومة',
  waiting: (count) => `بانتظار الإرسال: ${number(count)}`,
  markRead: 'تعليم كمقروءة',
  pinned: 'مثبّتة',
  pin: 'تثبيت',
  unpin: 'إلغاء التثبيت',
  mute: 'كتم',
  unmute: 'إلغاء الكتم',
  archiveForMe: 'أرشفة عندي',
  archivedForMe: 'المؤرشف عندي',
  backToList: 'إعادة إلى القائمة',
  youAreMentioned: 'ذُكرت فيها',
  markUnread: 'تعليم كغير مقروءة',

  pick: 'اختر محادثة، أو أنشئ مجموعة جديدة.',
  notHere: 'هذه المحادثة ليست على هذا الجهاز.',
  notHereWhy: 'ربما لست عضوًا فيها، أو أنها لم تصل بعد.',
  keptHere: (what) => `${what}. ما كتبتَه محفوظ على هذا الجهاز:`,
  showWhat: 'عرضه',

  notOnServer: 'ليست على الخادم بعد',
  direct: 'محادثة مباشرة',
  partnerGone: 'لم يعد في المؤسسة',
  you: 'أنت',
  comma: '، ',
  names: (...names) => names.map(isolated).join('، '),
  members,
  searchHere: 'البحث هنا',
  details: 'التفاصيل',

  messages: 'الرسائل',
  earlier: 'عرض رسائل أقدم',
  empty: 'لم يُكتب شيء هنا بعد. اكتب الرسالة الأولى في الأسفل.',
  newMessages: 'رسائل جديدة',
  manyNew: (count) =>
    plural(count, {
      zero: 'لا رسائل جديدة',
      one: 'رسالة جديدة',
      two: 'رسالتان جديدتان',
      few: `${number(count)} رسائل جديدة`,
      many: `${number(count)} رسالة جديدة`,
      other: `${number(count)} رسالة جديدة`,
    }),
  wroteAway: (name, count) => `كُتبت من ${isolated(name)} دون اتصال · ${messages(count)}`,
  jumpToPresent: 'إلى أحدث رسالة',
  jumpToNew: 'إلى أول غير مقروءة',
  newNotFetched: 'تعذّر الآن جلب أول رسالة غير مقروءة.',
  backToPlace: 'العودة إلى حيث كنت',
  backToSearch: 'العودة إلى البحث',
  olderNotFetched: 'تعذّر جلب تلك الرسالة القديمة الآن.',

  updateReady: 'إصدار جديد جاهز.',
  updateKeeps: 'ما لم يُرسل يبقى على هذا الجهاز.',
  update: 'تحديث',
  notifications: 'الإشعارات',
  notifyWhy: 'ليصلك على هذا الجهاز خبر كل رد، حتى حين يكون Cairn مغلقًا.',
  notify: 'تفعيل',
  installation: 'التثبيت على الجهاز',
  installWhy: 'بعد التثبيت يُفتح Cairn من الشاشة الرئيسية، ويحفظ المتصفح ما على هذا الجهاز.',
  installByHand:
    'من دون ذلك يحذفه سفاري بعد سبعة أيام دون زيارة. اختر «إضافة إلى الشاشة الرئيسية» من قائمة المشاركة.',
  install: 'تثبيت التطبيق',
  notNow: 'ليس الآن',

  deleteTitle: 'حذف هذه الرسالة؟',
  deleteText: 'ستختفي لدى الجميع. لا يمكن التراجع عن ذلك.',

  connection: {
    offline: 'لا اتصال',
    offlineSince: (moment) => `لا اتصال · آخر تحديث ${moment}`,
    syncing: 'جارٍ المزامنة…',
    syncingCount: (count) => `جارٍ المزامنة: ${number(count)}`,
    upToDate: 'كل شيء محدَّث',
    signedOut: 'تم تسجيل الخروج: سجِّل الدخول للإرسال',
    connecting: 'جارٍ الاتصال…',
  },
  storage: {
    full: 'لم تبقَ مساحة على هذا الجهاز: تبقى الرسائل في الذاكرة ما دامت هذه الصفحة مفتوحة، وتُرسل ما دام الاتصال قائمًا.',
    failing:
      'لا يسمح هذا المتصفح بحفظ أي شيء: تبقى الرسائل في الذاكرة ما دامت هذه الصفحة مفتوحة، وتُرسل ما دام الاتصال قائمًا.',
    evictable: 'الرسائل غير المرسلة على هذا الجهاز، لكن النافذة الخاصة تنساها عند إغلاقها.',
  },
};
