/**
 * Arabic, modern standard. Counts have all six forms (`nouns.ts`); what others have written stands in its own
 * direction (`isolated.ts`). Buttons are verbal nouns.
 *
 * message: رسالة · conversation: محادثة · group: مجموعة · channel: قناة · member: عضو · admin of a group: مشرف ·
 * administrator: مدير · owner: مالك · guest: ضيف · delivered: وصلت, in the list of what was not: سُلِّمت · to archive:
 * أرشفة · to reopen: إعادة الفتح · muted: مكتومة · draft: مسودة · receipts: إشعارات الاستلام والقراءة · device: جهاز ·
 * to sign in, out: تسجيل الدخول، تسجيل الخروج · employee id: المعرّف الوظيفي · title of a person: الوظيفة · second
 * factor: العامل الثاني · recovery codes: رموز الاسترداد · token: رمز وصول · webhook: خطّاف ويب · passkey: مفتاح مرور
 */
import type { Catalogue } from '../catalogue.ts';
import { admin } from './admin.ts';
import { audit } from './audit.ts';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import { details } from './details.ts';
import { field } from './field.ts';
import { events } from './events.ts';
import { finding } from './finding.ts';
import { kit } from './kit.ts';
import { message } from './message.ts';
import { notDelivered } from './not-delivered.ts';
import { people } from './people.ts';
import { problems } from './problems.ts';
import { refusals } from './refusals.ts';
import { search } from './search.ts';
import { sentences } from './sentences.ts';
import { settings } from './settings.ts';

export const ar: Catalogue = {
  words: { kit, conversation, notDelivered, people, finding },
  search,
  message,
  composer,
  details,
  events,
  settings,
  admin,
  field,
  refusals,
  audit,
  sentences,
  problems,
};
