import { parseScenes } from '../scene.ts';

export const shifts = parseScenes(
  'shifts',
  String.raw`
  == @morning
  a: Morning! Today {b} is at {site}, {c} at {site2}, I stay at base [with the phone|and write reports]
   | Good morning. Priorities today:\n1. {b}: {site}, no water since {earlier}\n2. {c}: samples {site2}\n3. everything else
   | Plan for {today}: {b} {site}, {c} {site2} and {site3}. [Questions?|Shout if that does not fit]
  b: [ok, fits|morning, leaving {time}|ok. The part for {site} comes only on {weekday}, I do what I can]
  c: [fine with me|morning ☕ on my way already|ok, but {site2} needs two people, the cover is {60-90/10} kg]
  a?: [ok, {who} can help if it gets late|Good. Call me if it takes longer than noon]
  d?: morning from {site4}, [all quiet here|{6-17} °C and sun]

  == @evening
  a: Handover {site}:\n{aboutJobs}
   | {aboutPumps}
   | Handover for tomorrow, {site} and {site2}\n\n{aboutJobs}
  b?: [q:Thanks, very clear. Is the {tool} still there?|Perfect, I take it from here. What about the key?|Got it. Does the landowner know?]
  a<: [q:yes, in the cabinet, lower shelf|Key is with {who}|I told him at {earlier}]

  ==
  a: Can anyone take my [Saturday|night|early shift on {weekday}]? [Family visit|Dentist, finally|I’d take yours on {weekday2}]
  b: [I can, if you do my {weekday2}|me, no need to pay it back]
  a: [you’re the best! {@c} can you change the roster?|Deal. {@c} can you change the roster?]
  c: [changed|done, have a look at {roster}|✅ roster is updated]

  ==
  a: Where is everybody? [I need two people at {site} for {30-60/10} minutes|Radio is quiet]
   | Who is closest to {site}? [Alarm: tank low, {12-24} %|Someone waits at the gate]
  b: [I am at {site2}, {15-40/5} minutes from there|me, but I have to finish here first, {time}]
  c: [at {site3}, hands full|on the road with {2-6} pipes on the roof, not me|workshop, no car right now]
  a: [{b} can you go, please?|thanks both, {b} it is then]
  b: [going|yes, leaving now]

  == @evening
  a: Done for today. [{3-6} of {6-8} jobs, the rest moves to {weekday}|All of it, for once|Home by {time}]
   | Last one back: {vehicle} is [parked|washed], keys on the hook. [Good night|Tomorrow {6-7}:{15-45/15}]
  b?: [good work everyone|well done|see you tomorrow]
   | 🌙
   | 👍
  c?: [Soup is on the stove|night!|did you lock the container?]

  ==
  a: Roster for next week is up: {roster}. [{who} is away {weekday}|Please check the weekend]
   | Next week I need [one more person at {site} from {weekday}|two for the trench at {site}]. Who?
  b>: [I can do that, but on {weekday2} I have to leave at {15-16}:{15-45/15}|fine for me, if someone covers my {weekday2} morning]
  a: [noted, I find somebody|Ok, written down]

  ==
  a: Everyone please [sync your devices before you leave base|charge the spare phones tonight|write jobs down the same day, not on {weekday}]. [Last night {2-5} of us had old maps|I can’t plan with last week]
  b: [how do I see if it’s done?|and how do I know that mine is?]
  a: [When your own messages all say “sent”|Nothing of yours says “on this device” any more]
  c?: mine synced in the car park, {40-180} messages 😅
   | done ✅

  ==
  a: The committee of {site} wants [a meeting on {weekday}|to know when water is back|a word about the tariff]. Who speaks for us?
  b: [I go|I can come along, I know the chairman|{who} knows them best]
  a: [Good, {time} at the school|ok, please bring the readings of the last {2-4} weeks]
  c?: readings are at {report}
   | tell them I said hello, [and that the tap stays fixed|the tea there is great]
  `,
);

export const work = parseScenes(
  'work',
  String.raw`
  ==
  a: [Is the network slow for everyone?|Anyone else with no network at {site}?|Mast at {site} down?]
  b: [same here at {site2}, since {earlier}|works for me at {site2}, but slowly|two bars if you stand on the wall behind the tank, none below]
  a?: [ok so it’s not my phone|then I write when I’m back]
  c?: I got {18-64} messages at once just now

  ==
  a: Printer in the office [eats paper|prints everything pink|says ~E{03-19}~]. [Who speaks printer?|It was working on {lastday}]
  b: [q:turn it off, wait, on. that’s the whole manual|open the back, there is a sheet in it, there always is]
  a: [q:it now prints green, is that progress?|it was a sheet. of mine]

  ==
  a: How do I get the [track|photos|readings] off the [old logger|camera|handheld]? [Cable does not fit|It does not show up]
  b: [hold the button {5-10} seconds while you plug it in, then it shows up as a disk|there is an adapter in {place}, and only the grey laptop knows it]
   | steps, from memory:\n1. card out\n2. copy the folder ~DATA{01-24}~\n3. card back in, label to the top
  aw: [worked! {12-460} files, thank you|nope, still nothing. I bring it to base tonight]

  ==
  a: Report for {site} is [at {report}|ready for a second pair of eyes]. [Page {2-6} is new|Please look at the table on page {3-7}]
   | Could someone read {report} before I send it? {hurry}
  b>: [reading it tonight|I can do it after lunch|sure, give me an hour]
  bw?: [Read it. Units in table {2-5} are mixed, l/s and m³/h, otherwise good|two typos, one wrong site name ({site2}), rest is fine]
   | Good. [I’d start with the conclusion, nobody reads to page {5-9}|Only the map is hard to read in grey]
  a<?: [fixed, thanks!|true, changed|you are right about the map]

  ==
  a: Photo of the day: [a fox asleep on the warm motor at {site}|rainbow over {site}|goats on {vehicle}]. {photo}
  b?: 😍
   | [oh!|that made my day|frame it]
  c?: [lucky you, here it’s {3-9} degrees and fog|more of these please]

  ==
  a: [Does anybody have the number of the driller?|Who knows the caretaker of {site}?|What was the name of the electrician from {site}?]
  b: [I have it, sending it to you directly|it is on the board by the door|it is on the last page of {report}]
  a: thanks
   | [thank you|great]

  ==
  a: [Sorry for being late|Overslept|Bus was late], there in {10-25/5}
   | Running {15-45/15} minutes late, [cows on the road|flat tyre on the bike|had to go back for the keys]
  b: [no problem|take care|we start with the boring part then]
   | ok

  ==
  a: {@b} [q:call me when you have a line?|are you back at base today?|did you get my note about {site}?|quick one, who signed the permit for {site}?|is {site} on tank or direct today?]
  b<: [q:will do, around {time}|yes, around {home}|yes, read it, looks good to me|me, on {lastday}|tank, since {lastday}, the line is being flushed]
  a?: thx
   | 👍
   | [perfect|ok, no rush]

  ==
  a!: [Can you pick up bread and milk? And the parcel|Yes mum, I’m eating properly. Call you on Sunday|Tell the kids I’m back by seven, love you]
   | [the landlord’s number is in the drawer with the batteries|remind me to cancel the dentist on {weekday}]
  a+: wrong chat, sorry 😳
   | oops, that was not for you. [deleted|as you were]
  b?: 😄
   | [happens to all of us|I saw nothing]

  ==
  a: [I need a decision on {site}|Decision needed, {site}]: [q:repair the old tank for {800-1900/50} or bring a new one for {2400-4100/100}|close the tap for a day or work at night]?
  b>: [q:New one. We’ve repaired it {2-4} times already|At night. The school has exams this week, a day without water is too much]
  c: [same opinion|I agree, and I’d rather do it now than talk about it again]
  a: [ok. decided, I write it down|Then that’s what we do, on {weekday}]

  ==
  a: Small thing: valve {2-8} at {site} has a left-hand thread, [don’t force it|so closing is opening]
   | [FYI|For everyone], the [gate|door] at {site} sticks, lift it a bit while you pull
  b?: [good to know, I nearly broke it|ah! that’s why]

  ==
  a: Who keeps closing valve {3-9} at {site}? [Second time this week that the kiosk is dry|It has to stay open, the kiosk hangs on it]
  b: [I did, it drips otherwise. Nobody told me|That was me, sorry, I thought it was the drain]
  a: [ok, then it needs a new packing, I put it on the list|no problem, I hang a tag on it]

  ==
  a: Does someone have a [good|simple] formula for [q:pipe loss in {40-90/10} mm PE|the volume of a tank lying on its side|how long {3000-9000/500} l last for {60-180/20} people]?
  b: [q:I use ~h = 0.0826 * f * L * Q² / d⁵~ and round up|there is a table in {report}, second tab, you need the depth and the diameter|rule of thumb: {15-20} l a head and day, plus a fifth]
  a: [that’s what I needed, thanks|good enough for a {today}|thank you, writing that on the wall]
  c?: [there is a sheet in the drive too, but check the units|I get about the same with mine]
  `,
);
