import { parseScenes } from '../scene.ts';

export const readings = parseScenes(
  'readings',
  String.raw`
  ==
  a: Round {site}, {site2}:\n{table}
   | {table}\n[All done by {earlier}|{site} skipped, gate locked|Weather dry, no wind]
   | Today’s levels and EC, [dipped by hand|same tape as always]\n{table}
   | {table}
  b>?: [q:pH of the second one, is that a typo?|Is the EC of the last one right?|The first level, before or after the pump stopped?]
  a<: [q:Checked, it is right|Typo, corrected in the sheet|After, {15-40/5} minutes after]
  c?: [thanks, imported|got it, {11-38} rows in]

  ==
  a: {well} {site}: {quality.what}. [Usually {quality.usual}|We had {quality.usual} all year]
   | {quality.what} at {site}, [measured twice|three times, same probe], usual is {quality.usual}
  b: {quality.ask}
   | [Hm. |That is a lot. ]{quality.ask}
  a: {quality.answer}
   | {quality.answer}. [I can do it again|It is all on the sheet]
  b: {quality.act}
  aw: Found the reason: {quality.cause}
   | {quality.cause}. [That was it|Classic]
  a+?: now {quality.later}
  b?: [Good. |Perfect. ]Please note both values, [the bad one too|with the reason]

  ==
  a: Logger {well} {logger.symptom}
   | {@b} the logger at {site} ({well}) {logger.symptom}, [can you see anything from there?|is it just me?]
  b>: {logger.ask}
  a: {logger.answer}
   | {logger.answer}. [Opening it now|I’ll take it apart then]
  aw: {logger.cause}. {logger.fix}
   | it was simple in the end: {logger.cause}
   | Opened it. {logger.cause} 🙄
  b?: [Thanks, rows are coming in again|I see it, {logger.fix}|Great, filling the gap by hand dips]

  ==
  a: CSV of the night run, {well}, every 15 minutes:\n{csv}
   | {csv}\n[{well}, raw, no baro correction|That is what the importer chokes on. See the last line?]
  b>: [q:Is that UTC or local?|Thanks, but two columns have the same unit in the header, is that the new firmware?|Imported, with one gap of {30-90/15} min. Was that you?]
  a: [q:UTC. Always UTC|yes, since the update, I can change it back|yes, I had the sensor out to clean it]

  ==
  a: Who has the second [EC probe|photometer|turbidity meter]? [Mine drifts, {1388-1452} in the 1413 standard|Mine wants new batteries and I have none]
  b: [Me, at {site} until {time}|It is in {place}, charged]
   | I have it, [meet you at {site2}?|leave it at the gate at {site} for you]
  a: [perfect, thanks|👍 thanks|ok, I need it after lunch]

  ==
  a: Lab results for {lastday} are in: {report}. [All fine except {site}, nitrate {31-46}|Everything within limits|{site}: two colonies, resample please]
  b: [I can resample {weekday} morning|Thanks for chasing them]
   | Finally. That took {8-16} days, and I asked twice
  c?: [adding it to the report|I’ll tell the school, they asked]
  a?: They want the bottles before {10-11}:00 from now on. [Courier leaves earlier|Otherwise it counts as the next day]

  ==
  a: Monthly sheet: {3-9} of {41-58} sites still missing. [{site}, {site2} and {site3} at least|Mostly the east]
   | I am closing the month on {weekday}. Missing:\n- {site}\n- {site2}\n- {site3} (EC only)
  b>: {site2} is [mine, tomorrow|on paper, typing it tonight]
   | I have {site}, it is on my device, [uploading when I see a mast|no network there]
  c?: [{site3} is locked until {weekday}|skip {site3}, the well is open for works]
  a: [Good, thanks|Then that is all|Ok, I’ll wait until {weekday} noon]

  ==
  a: Does the pH probe need storage solution in the box or is tap water ok?
   | Stupid question: what do I put into the cap of the pH probe over the weekend?
  b: [Storage solution. Never plain water, never dry|3 molar KCl, bottle is in {place}]
   | Tap water kills it slowly. [We lost two that way|Ask me how I know]
  a: [ok, saved|oops|refilling the cap now]

  ==
  a: Calibration today, all probes\n- EC 1413: {1396-1427}\n- pH 7.01: {6.97-7.06}, slope {94-99} %\n- DO: {96-103} %\n[Next in two weeks|pH 2 is getting old, order one]
   | Calibrated: EC ({1399-1425} in 1413), pH slope {92-99} %, turbidity zero ok. [Sticker is on|Booked in {report}]
  b?: thanks 🙏
   | [Good, then I take one along tomorrow|perfect, mine was due]
  
  ==
  a: [Why is there a value of -{0.10-0.90} m for {well}?|{well} shows {112-998} m, that is deeper than the well]
   | Small puzzle: {well} has two readings for {lastday}, {14.10-14.90} and {15.10-15.90}. Which one do I keep?
  b: That was me, sorry, [I had the old tape, the one with the missing first piece|I typed it in the car]. Delete it please
   | [Hm. I dipped it again at {earlier}, {14.20-15.80} m, please take that one|Take {14.20-15.80}, that is from my paper sheet]
  a: done ✅
   | [Corrected, with a note|Kept, with a flag]

  ==
  a: Rain gauge {site}: {2.4-38.6} mm since {lastday}
   | {4.2-31.8} mm at {site}, {1.2-19.4} at {site2}. [One cloud can make a difference|So it was local]
  b?: [That is the most this month|we got {0.2-3.8} here and a lot of wind|finally]
   | does the tipping bucket agree?
  a?: [tipping bucket says the same within {0.2-1.2} mm|tipping bucket was full of leaves, so that is read by hand]

  ==
  a: Import script is [updated|running again]. Put your files in ~inbox/{site}/~ and name them ~YYYYMMDD-well.csv~, [the rest happens at 18:00|nothing else to do]
   | If the import says ~bad header~, your firmware is older than {2-3}.{1-6}. Send me the file and I convert it
  b: [q:What about files with two wells in them?|And the paper ones?|Does it eat spaces in the name?]
  a: [q:Split them, please, one well per file|On my desk, I type them on {weekday}|Not yet, {weekday} maybe, so underscores please]
  c?: [this is so much better than the mails|thank you for this!]

  ==
  a: Summary for those who were out, {site} and around:\n\n{aboutLevels}
   | Before I forget the details from {site}\n\n{aboutLevels}
   | {table}\n\n{aboutLevels}
  b>?: [Thank you, that saves me the call|got it, importing the table tonight]
   | 🙏
  `,
);
