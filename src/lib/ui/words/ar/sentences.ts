import type { Sentence } from '../sentences.ts';

export const sentences: Record<Sentence, string> = {
  'There is no connection to the server. Try again when there is.':
    'لا اتصال بالخادم. حاول مرة أخرى عند توفره.',
  'The server could not do that. Try again later.': 'لم يستطع الخادم فعل ذلك. حاول لاحقًا.',
  'There is no conversation with yourself.': 'لا محادثة مع نفسك.',
  'Begin with at most # people. More can be added in the details of the group.':
    'ابدأ بعدد # شخص على الأكثر. ويمكن إضافة غيرهم في تفاصيل المجموعة.',
  '# new conversations wait for the server. Make more when there is a connection.':
    '# محادثة جديدة تنتظر الخادم. أنشئ المزيد عندما يتوفر اتصال.',
  'Signing out needs a connection to the server. Try again when there is one.':
    'يحتاج تسجيل الخروج إلى اتصال بالخادم. حاول مرة أخرى عند توفره.',
  'This file is no picture that this browser can read. Choose another.':
    'هذا الملف ليس صورة يستطيع هذا المتصفح قراءتها. اختر غيره.',
  'This picture cannot be made small enough. Choose another.':
    'لا يمكن تصغير هذه الصورة بما يكفي. اختر غيرها.',
  'The push service of this browser does not answer. Try again later.':
    'خدمة الإشعارات في هذا المتصفح لا تجيب. حاول لاحقًا.',
  'This device has a passkey of yours already.': 'على هذا الجهاز مفتاح مرور لك من قبل.',
  'No passkey was used. Nothing was changed; try again.':
    'لم يُستعمل أي مفتاح مرور. لم يتغيّر شيء؛ حاول مرة أخرى.',
  'Enter your employee ID.': 'أدخل معرّفك الوظيفي.',
  'Enter your password.': 'أدخل كلمة مرورك.',
  'Enter a code.': 'أدخل رمزًا.',
  'This is not the same password.': 'ليست كلمة المرور نفسها.',
  'The employee ID or the password is wrong.': 'المعرّف الوظيفي أو كلمة المرور غير صحيح.',
  'This account is not active. Ask an administrator of your organisation.':
    'هذا الحساب غير نشط. اسأل مديرًا في مؤسستك.',
  'This code is not right. Codes of the app change every # seconds; try the next one.':
    'هذا الرمز غير صحيح. تتغيّر رموز التطبيق كل # ثانية؛ جرّب التالي.',
  'This code was used already. Wait for the next one, and start again.':
    'سبق استعمال هذا الرمز. انتظر التالي وابدأ من جديد.',
  'That took too long, or too many attempts. Sign in again.':
    'استغرق ذلك وقتًا طويلًا أو محاولات كثيرة. سجّل الدخول من جديد.',
  'This passkey does not open an account here. Sign in with your password, or try another passkey.':
    'لا يفتح مفتاح المرور هذا حسابًا هنا. سجّل الدخول بكلمة المرور، أو جرّب مفتاحًا آخر.',
  'Too many attempts. Try again in # minute.': 'محاولات كثيرة. حاول مرة أخرى بعد دقيقة (#).',
  'Too many attempts. Try again in # minutes.': 'محاولات كثيرة. حاول لاحقًا؛ الدقائق المتبقية: #.',
  'Choose another password than the one you were given.': 'اختر كلمة مرور غير التي أُعطيتها.',
  'This invite link is not valid. Check that all of it was copied.':
    'رابط الدعوة هذا غير صالح. تحقق من نسخه كاملًا.',
  'This invite link has been withdrawn. Ask for a new one.': 'سُحب رابط الدعوة هذا. اطلب رابطًا جديدًا.',
  'This invite link has expired. Ask for a new one.': 'انتهت صلاحية رابط الدعوة هذا. اطلب رابطًا جديدًا.',
  'This invite link has been used up. Ask for a new one.': 'استُنفد رابط الدعوة هذا. اطلب رابطًا جديدًا.',
  'This organisation takes no new people at the moment. Ask an administrator.':
    'لا تقبل هذه المؤسسة أشخاصًا جددًا حاليًا. اسأل مديرًا.',
  'This server has been set up already. Sign in, or ask for an invite link.':
    'سبق إعداد هذا الخادم. سجّل الدخول، أو اطلب رابط دعوة.',
  'Somebody already has this employee ID. If it is you, sign in instead.':
    'هذا المعرّف الوظيفي مأخوذ. إن كان لك فسجّل الدخول به.',
  'Enter your name.': 'أدخل اسمك.',
  'Enter the name of your organisation.': 'أدخل اسم مؤسستك.',
  'An employee ID has letters, digits, dots, underscores and hyphens, at most #.':
    'المعرّف الوظيفي أحرف لاتينية وأرقام ونقاط وشرطات، # على الأكثر.',
  'Choose a password of at least # characters.': 'اختر كلمة مرور من # أحرف على الأقل.',
  'Choose a password of at most # characters.': 'اختر كلمة مرور من # حرف على الأكثر.',
  'This is not your password. Nothing was changed.': 'هذه ليست كلمة مرورك. لم يتغيّر شيء.',
  'This is not your current password. Nothing was changed.': 'هذه ليست كلمة مرورك الحالية. لم يتغيّر شيء.',
  'This is the password that you have already.': 'هذه كلمة مرورك الحالية نفسها.',
  'The second factor is on already.': 'العامل الثاني مفعَّل من قبل.',
  'The second factor is off.': 'العامل الثاني معطَّل.',
  'The passkey was not made: it took longer than five minutes, or the device did not check you.':
    'لم يُنشأ مفتاح المرور: استغرق أكثر من خمس دقائق، أو لم يتحقق الجهاز منك.',
  'Enter a name.': 'أدخل اسمًا.',
  'Use at most # characters; this has #.': 'عدد الأحرف # على الأكثر؛ وهي هنا #.',
  'You have # passkeys. Remove one before you make another.': 'لديك # مفتاح مرور. أزل واحدًا قبل إنشاء آخر.',
  'You have # tokens. Revoke one first.': 'لديك # رمز وصول. ألغِ أحدها أولًا.',
  'This is no picture that is taken here. Your picture is as it was.':
    'لا تُقبل هنا صورة كهذه. صورتك كما كانت.',
  'Notifications are off on this device. Turn them on again.':
    'الإشعارات معطَّلة على هذا الجهاز. فعّلها من جديد.',
  'The push service of your browser did not take it. Try again later.':
    'لم تقبله خدمة الإشعارات في متصفحك. حاول لاحقًا.',
  'That is not for you to change in this conversation.': 'ليس لك تغيير ذلك في هذه المحادثة.',
  'A group has at least one admin. Make somebody else an admin first.':
    'لكل مجموعة مشرف واحد على الأقل. عيّن مشرفًا آخر أولًا.',
  'A channel needs a name.': 'تحتاج القناة إلى اسم.',
  'This group has been archived. Reopen it first.': 'أُرشفت هذه المجموعة. أعد فتحها أولًا.',
  'One of these people is not, or no longer, in the organisation.':
    'أحد هؤلاء الأشخاص ليس في المؤسسة، أو لم يعد فيها.',
  'Give it a name, or somebody to talk to.': 'أعطها اسمًا، أو أضف إليها أحدًا.',
  'A guest can only begin direct conversations.': 'لا يبدأ الضيف إلا محادثات مباشرة.',
  'You made this group and are no longer in it.': 'أنشأت هذه المجموعة ولم تعد فيها.',
  'Only an admin of the group can do that.': 'لا يستطيع ذلك إلا مشرف في المجموعة.',
  'You may invite guests into groups that you administer. Administrators invite members.':
    'يجوز لك دعوة ضيوف إلى المجموعات التي تشرف عليها. أما الأعضاء فيدعوهم المديرون.',
  'One of these groups is not there, or not yours to invite into.':
    'إحدى هذه المجموعات غير موجودة، أو ليس لك الدعوة إليها.',
  'One of these groups has been archived. Reopen it first.': 'إحدى هذه المجموعات مؤرشفة. أعد فتحها أولًا.',
  'There is no such group.': 'لا توجد مجموعة كهذه.',
  'This group has an active admin, who decides who else is one.':
    'لهذه المجموعة مشرف نشط، وهو يقرر من غيره يشرف عليها.',
  'Only an active member of the group can become its admin.': 'لا يصبح مشرفًا على المجموعة إلا عضو نشط فيها.',
  'There is no such member of such a group.': 'لا عضو كهذا في مجموعة كهذه.',
  'This group has # webhooks. Revoke one first.': 'لهذه المجموعة # خطّاف ويب. ألغِ أحدها أولًا.',
  'There is no such person.': 'لا يوجد شخص كهذا.',
  'Your role does not allow this.': 'دورك لا يسمح بذلك.',
  'Only an owner can change an owner, or make one.': 'لا يغيّر مالكًا أو يعيّنه إلا مالك.',
  'Only the owner can do this for an owner.': 'لا يفعل ذلك لمالك إلا المالك.',
  'This is the last owner. Make somebody else an owner first.': 'هذا آخر مالك. عيّن مالكًا آخر أولًا.',
  'You cannot deactivate yourself. Another administrator can.': 'لا يمكنك تعطيل نفسك. يستطيع ذلك مدير آخر.',
  'Somebody already has this employee ID.': 'هذا المعرّف الوظيفي مأخوذ.',
  'The organisation takes no new people: its settings say so.':
    'لا تقبل المؤسسة أشخاصًا جددًا، بحسب إعداداتها.',
  'Only the owner and administrators can change settings.': 'لا يغيّر الإعدادات إلا المالك والمديرون.',
  'This is not a text file. Save the list as CSV and try again.':
    'هذا ليس ملفًا نصيًا. احفظ القائمة بصيغة CSV وحاول مرة أخرى.',
  'The file is empty.': 'الملف فارغ.',
  'The file has more than # people. Split it, nothing was read.':
    'في الملف أكثر من # شخص. قسّمه؛ لم يُقرأ شيء.',
  'The file is larger than # KB. Split it, nothing was read.': 'الملف أكبر من # كيلوبايت. قسّمه؛ لم يُقرأ شيء.',
  'This line has no employee ID.': 'لا معرّف وظيفيًا في هذا السطر.',
  'This line has no name.': 'لا اسم في هذا السطر.',
  'The title has more than # characters.': 'الوظيفة أطول من # حرفًا.',
  'Owners are not made by a list.': 'لا يُعيَّن المالكون بقائمة.',
  'Too many requests. Try again in # s.': 'هذا كثير دفعة واحدة. حاول لاحقًا؛ الثواني المتبقية: #.',
  'Sign in first.': 'سجّل الدخول أولًا.',
  'Guests cannot do this.': 'لا يستطيع الضيوف ذلك.',
  'There is nothing at this address.': 'لا شيء في هذا العنوان.',
  'The server cannot reach its database for the moment. Nothing was changed; try again shortly.':
    'لا يصل الخادم إلى قاعدة بياناته الآن. لم يتغيّر شيء؛ حاول بعد قليل.',
};
