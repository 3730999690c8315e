import { format } from '#client/format.ts';
import type { DetailsWords } from '../en/details.ts';
import { isolated } from '../isolated.ts';
import { days } from './nouns.ts';

export const details: DetailsWords = {
  leave: 'مغادرة المجموعة',
  leaveTitle: (group) => `مغادرة ${isolated(group)}؟`,
  leaveChannelText: 'ستختفي المحادثة من جميع أجهزتك. يمكنك الانضمام إلى القناة من جديد.',
  leaveGroupText: 'ستختفي المحادثة من جميع أجهزتك. لا يستطيع إعادتك إليها إلا عضو فيها.',
  leaveUnsent: (count) =>
    `ما كتبتَه هنا ولم يُرسل بعد (${format.number(count)}) ينتقل إلى «لم تُسلَّم» على هذا الجهاز، ما عدا التفاعلات.`,
  archive: 'أرشفة',
  archiveTitle: (group) => `أرشفة ${isolated(group)}؟`,
  archiveText: 'يستطيع الجميع مواصلة القراءة، ولا يستطيع أحد الكتابة حتى يعيد مشرف فتحها.',
  reopen: 'إعادة الفتح',
  add: 'إضافة أشخاص',
  inviteByLink: 'دعوة برابط',
  addToGroup: 'إضافة إلى المجموعة',
  addedSeeAll: 'من يُضاف يرى كل ما كُتب هنا من قبل.',
  addedSeeNew: 'من يُضاف لا يرى إلا ما يُكتب من الآن فصاعدًا.',
  joinersSeeAll: 'من ينضم لاحقًا يرى كل ما كُتب من قبل.',
  joinersSeeNew: 'من ينضم لاحقًا لا يرى إلا ما يُكتب بعد انضمامه.',
  retention: 'مدة بقاء الرسائل',
  retentionOfOrganisation: 'كما تحدده المؤسسة',
  keptForEver: 'دائمًا',
  keptFor: (count) => days(count),
  deletedAfter: (count) => `تُحذف الرسائل بعد إرسالها بمدة: ${days(count)}.`,
  requested: 'هذه المحادثة على هذا الجهاز، وتُنشأ على الخادم عند الاتصال القادم.',
  change: 'تغيير',
  name: 'الاسم',
  purpose: 'الغرض منها',

  youAmong: ' (أنت)',
  deactivated: 'معطَّل',
  admin: 'مشرف',
  whatToDoWith: (name) => `إجراءات بشأن ${isolated(name)}`,
  writeTo: 'كتابة رسالة',
  makeAdmin: 'تعيينه مشرفًا',
  makeAdminTitle: (name) => `تعيين ${isolated(name)} مشرفًا؟`,
  makeAdminText: (name) =>
    `سيكون بوسع ${isolated(name)} تغيير اسم المجموعة وأرشفتها وإضافة الأشخاص وإزالتهم وحذف الرسائل.`,
  makeMember: 'جعله عضوًا',
  makeMemberTitle: (name) => `جعل ${isolated(name)} عضوًا؟`,
  makeMemberText: (name) => `يبقى ${isolated(name)} في المجموعة ولا يعود مشرفًا عليها.`,
  handOver: 'تسليم',
  handOverTo: 'تسليم الإشراف',
  handOverTitle: (name) => `تسليم الإشراف إلى ${isolated(name)}؟`,
  handOverText: (name) =>
    `يصبح ${isolated(name)} مشرفًا على المجموعة وتصبح أنت عضوًا. لا يستطيع إعادتك مشرفًا إلا مشرف.`,
  remove: 'إزالة',
  removeFromGroup: 'إزالة من المجموعة',
  removeTitle: (name) => `إزالة ${isolated(name)}؟`,
  removeText: (name) =>
    `تختفي المحادثة فورًا من جميع أجهزة ${isolated(name)}. ما كتبه يبقى هنا، وما لم يُرسله بعد يعود إليه.`,

  notifyOf: 'نبّهني إلى',
  notifies: {
    all: 'كل رسالة',
    mentions: 'الرسائل التي تشير إليّ',
    nothing: 'لا شيء (مكتومة)',
  },

  webhooks: 'خطّافات الويب',
  webhooksLead: 'خطّاف الويب عنوان يكتب به برنامجٌ هنا باسم من أنشأه. وكل من يعرف العنوان يستطيع ذلك.',
  noWebhooks: 'ليس لهذه المجموعة أي منها.',
  copyAddress: 'انسخ هذا العنوان الآن.',
  shownOnce: 'لن يُعرض إلا هذه المرة، ولا يحتفظ الخادم بنسخة منه.',
  webhookName: 'اسم خطّاف جديد',
  makeWebhook: 'إنشاء خطّاف',
  enterName: 'أدخل اسمًا.',
  revoke: 'إلغاء الصلاحية',
  revokeNow: 'إلغاؤها الآن',
  revokeOne: (name) => `إلغاء صلاحية ${isolated(name)}`,
  revokeOneNow: (name) => `إلغاء صلاحية ${isolated(name)} الآن`,
  revoked: (name) => `أُلغيت صلاحية ${isolated(name)}.`,
  webhookUsed: (name, made, used) => `أنشأه ${isolated(name)}، ${made}؛ آخر استعمال ${used}`,
  webhookUnused: (name, made) => `أنشأه ${isolated(name)}، ${made}؛ لم يُستعمل بعد`,
};
