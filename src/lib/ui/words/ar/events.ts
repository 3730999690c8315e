import type { EventWords, Whom } from '../en/events.ts';

/** The verb stands first, so that it is the same for one and for several; for the reader it has its own form. */
const said = (by: Whom, forMe: string, forOthers: (names: string) => string): string =>
  by.isMe ? forMe : forOthers(by.names);

export const events: EventWords = {
  meAmong: 'أنت',
  others: (count) => {
    if (count === 1) return 'شخص آخر';
    if (count === 2) return 'شخصان آخران';
    return count <= 10 ? `${count} أشخاص آخرين` : `${count} شخصًا آخر`;
  },
  created: (by, people) => {
    const made = said(by, 'أنشأتَ المجموعة', (names) => `أنشأ ${names} المجموعة`);
    if (people === null) return made;
    return people.isMe ? `${made} معك` : `${made} مع ${people.names}`;
  },
  createdChannel: (by) => said(by, 'أنشأتَ القناة', (names) => `أنشأ ${names} القناة`),
  added: (by, people) =>
    people.isMe
      ? `أضافك ${by.names}`
      : said(by, `أضفتَ ${people.names}`, (names) => `أضاف ${names}: ${people.names}`),
  joined: (by) => said(by, 'انضممتَ', (names) => `انضم ${names}`),
  left: (by) => said(by, 'غادرتَ', (names) => `غادر ${names}`),
  removed: (by, people) =>
    people.isMe
      ? `أزالك ${by.names}`
      : said(by, `أزلتَ ${people.names}`, (names) => `أزال ${names}: ${people.names}`),
  renamed: (by, name) =>
    `${said(by, 'غيّرتَ اسم المجموعة', (names) => `غيّر ${names} اسم المجموعة`)} إلى «${name}»`,
  unnamed: (by) => said(by, 'حذفتَ اسم المجموعة', (names) => `حذف ${names} اسم المجموعة`),
  described: (by) => said(by, 'غيّرتَ وصف المجموعة', (names) => `غيّر ${names} وصف المجموعة`),
  archived: (by) => said(by, 'أرشفتَ المجموعة', (names) => `أرشف ${names} المجموعة`),
  reopened: (by) => said(by, 'أعدتَ فتح المجموعة', (names) => `أعاد ${names} فتح المجموعة`),
  madeAdmin: (by, people) =>
    people.isMe
      ? `عيّنك ${by.names} مشرفًا`
      : said(by, `عيّنتَ ${people.names} مشرفًا`, (names) => `عيّن ${names} مشرفًا: ${people.names}`),
  madeMember: (by, people) =>
    people.isMe
      ? `جعلك ${by.names} عضوًا`
      : said(by, `جعلتَ ${people.names} عضوًا`, (names) => `جعل ${names} عضوًا: ${people.names}`),
  steppedDown: (by) => said(by, 'سلّمتَ الإشراف', (names) => `سلّم ${names} الإشراف`),
  becameAdmin: (by) => said(by, 'أنت الآن مشرف', (names) => `${names} الآن مشرف`),
  openedHistory: (by) =>
    said(by, 'أتحتَ للمنضمين رؤية ما كُتب من قبل', (names) => `أتاح ${names} للمنضمين رؤية ما كُتب من قبل`),
  closedHistory: (by) =>
    said(
      by,
      'جعلتَ المنضمين لا يرون إلا ما يُكتب بعد انضمامهم',
      (names) => `جعل ${names} المنضمين لا يرون إلا ما يُكتب بعد انضمامهم`,
    ),
};
